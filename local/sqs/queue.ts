import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock';
import type { Message } from './message';
import type { MessageStore } from './message-store';
import { type AttributeTexts, numberOf, redrivePolicy } from './queue-attributes';
import { WaitingReceivers } from './waiting-receivers';

/** A message together with the receipt of one receive of it. */
export type Received = Message & { readonly receipt: string; readonly firstReceivedAt: number };

export interface QueueCounts {
  readonly visible: number;
  /** Received and neither deleted nor visible again. */
  readonly inFlight: number;
  readonly delayed: number;
}

/** Longest that one receive may hide a message, extensions included. Milliseconds. */
export const MAX_VISIBILITY_MS = 43_200_000;

export type VisibilityChange = 'changed' | 'stale' | 'not-in-flight' | 'too-long';

/** A standard queue: delivers each message at least once, hides it while it is worked on, moves it away when that fails. */
export class Queue {
  private readonly waiting: WaitingReceivers<Received>;

  /** @param deadLetterQueue finds the queue of an ARN at the moment a message must move. */
  constructor(
    readonly name: string,
    readonly arn: string,
    /** What was set; see `withDefaults` for what holds. */
    public attributes: AttributeTexts,
    private readonly store: MessageStore,
    private readonly clock: Clock,
    private readonly deadLetterQueue: (arn: string) => Queue | undefined,
  ) {
    this.waiting = new WaitingReceivers(() => {
      const next = this.store.nextVisibleAt();
      return next === undefined ? undefined : next - this.now();
    });
  }

  send(message: Message): void {
    this.store.put(message);
    this.waiting.wake();
  }

  /**
   * @param waitSeconds how long to wait for a first message; 0 answers at once.
   * @param signal aborted when the receiver has gone: nothing is received for nobody.
   */
  async receive(options: {
    readonly max: number;
    readonly waitSeconds: number;
    readonly visibilitySeconds?: number;
    readonly signal?: AbortSignal;
  }): Promise<Received[]> {
    const seconds = options.visibilitySeconds ?? numberOf(this.attributes, 'VisibilityTimeout');
    const take = () => this.take(options.max, seconds * 1000);
    const messages = take();
    if (messages.length > 0 || options.waitSeconds === 0) return messages;
    return this.waiting.wait(take, options.waitSeconds * 1000, options.signal);
  }

  /** Deletes by the latest receipt of a message; with an older one the message stays, silently, as on AWS. */
  delete(messageId: string, receipt: string): void {
    if (this.store.get(messageId)?.receipt === receipt) this.store.delete(messageId);
  }

  /** Hides a received message for `seconds` from now; 0 shows it at once. */
  changeVisibility(messageId: string, receipt: string, seconds: number): VisibilityChange {
    const message = this.store.get(messageId);
    const now = this.now();
    if (message === undefined || message.receipt !== receipt) return 'stale';
    if (message.visibleAt <= now) return 'not-in-flight';
    const visibleAt = now + seconds * 1000;
    if (visibleAt - (message.lastReceivedAt ?? now) > MAX_VISIBILITY_MS) return 'too-long';
    const { receiveCount, firstReceivedAt, lastReceivedAt } = message;
    this.store.change(message, { visibleAt, receiveCount, firstReceivedAt, lastReceivedAt, receipt });
    this.waiting.wake();
    return 'changed';
  }

  purge(): void {
    this.store.purge();
  }

  counts(): QueueCounts {
    const now = this.now();
    const counts = { visible: 0, inFlight: 0, delayed: 0 };
    for (const message of [...this.store.all()]) {
      if (this.dropExpired(message, now)) continue;
      if (message.visibleAt <= now) counts.visible++;
      else if (message.receipt === undefined) counts.delayed++;
      else counts.inFlight++;
    }
    return counts;
  }

  /** Visible messages in the order of delivery, without receiving them: for pages that show a queue. */
  peek(max: number): readonly Message[] {
    const now = this.now();
    return [...this.store.all()]
      .filter((message) => message.visibleAt <= now)
      .sort((a, b) => a.visibleAt - b.visibleAt)
      .slice(0, max);
  }

  close(): void {
    this.waiting.dismiss();
    this.store.close();
  }

  private take(max: number, visibilityMs: number): Received[] {
    const now = this.now();
    const received: Received[] = [];
    while (received.length < max) {
      const candidates = this.store.takeVisible(now, max - received.length);
      if (candidates.length === 0) break;
      for (const message of candidates) {
        if (this.dropExpired(message, now) || this.moveToDeadLetterQueue(message, now)) continue;
        received.push(this.hide(message, now, visibilityMs));
      }
      // A visibility time-out of 0 leaves messages visible: one answer holds each once.
      if (visibilityMs === 0) break;
    }
    return received;
  }

  private hide(message: Message, now: number, visibilityMs: number): Received {
    const delivery = {
      visibleAt: now + visibilityMs,
      receiveCount: message.receiveCount + 1,
      firstReceivedAt: message.firstReceivedAt ?? now,
      lastReceivedAt: now,
      receipt: randomBytes(8).toString('hex'),
    };
    this.store.change(message, delivery);
    return { ...message, ...delivery };
  }

  private dropExpired(message: Message, now: number): boolean {
    if (now - message.sentAt <= numberOf(this.attributes, 'MessageRetentionPeriod') * 1000) return false;
    this.store.delete(message.id);
    return true;
  }

  /** Put there before it is deleted here: a kill in between leaves it twice, never nowhere. */
  private moveToDeadLetterQueue(message: Message, now: number): boolean {
    const policy = redrivePolicy(this.attributes);
    if (policy === undefined || message.receiveCount < policy.maxReceiveCount) return false;
    const target = this.deadLetterQueue(policy.deadLetterTargetArn);
    if (target === undefined) return false;
    target.send({ ...message, visibleAt: now, receipt: undefined, deadLetterSourceArn: this.arn });
    this.store.delete(message.id);
    return true;
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
