import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { MessageStore } from '../../../local/sqs/message-store';
import { Queue, type Received } from '../../../local/sqs/queue';
import { HandClock } from '../../unit/sqs/running-sqs';

type Step =
  | { readonly do: 'send'; readonly delaySeconds: number }
  | { readonly do: 'receive'; readonly max: number; readonly visibilitySeconds: number }
  /** Settles the `of`-th receive ever made, be its receipt fresh or stale. */
  | { readonly do: 'delete'; readonly of: number }
  | { readonly do: 'change'; readonly of: number; readonly seconds: number }
  | { readonly do: 'wait'; readonly seconds: number }
  | { readonly do: 'restart' };

const at = fc.nat(30);
const seconds = fc.nat(20);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('send' as const), delaySeconds: fc.constantFrom(0, 0, 5) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('receive' as const),
      max: fc.integer({ min: 1, max: 10 }),
      visibilitySeconds: seconds,
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('delete' as const), of: at }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('change' as const), of: at, seconds }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), seconds }) },
  { weight: 1, arbitrary: fc.constant({ do: 'restart' as const }) },
);

const MAX_RECEIVES = 3;

/** A pair of queues, main and dead-letter, and a model of what must hold. */
class Laptop {
  readonly clock = new HandClock();
  readonly sent = new Set<string>();
  readonly deleted = new Set<string>();
  readonly receives: { readonly queue: 'main' | 'dead'; readonly message: Received }[] = [];
  /** The moment until which a message must not be seen, by id. */
  readonly hiddenUntil = new Map<string, number>();
  private main!: Queue;
  private dead!: Queue;

  constructor(private readonly folder: string) {
    this.open();
  }

  now = () => this.clock.now().getTime();

  async run(step: Step): Promise<void> {
    switch (step.do) {
      case 'send':
        return this.send(step.delaySeconds);
      case 'receive':
        for (const message of await this.main.receive({ ...step, waitSeconds: 0 }))
          this.received('main', message, step.visibilitySeconds);
        return;
      case 'delete':
        return this.settle(step.of, ({ id, receipt }, queue) => {
          const fresh = this.isLatest(id, receipt);
          queue.delete(id, receipt);
          if (fresh) this.deleted.add(id);
        });
      case 'change':
        return this.settle(step.of, ({ id, receipt }, queue) => {
          const change = queue.changeVisibility(id, receipt, step.seconds);
          if (change === 'changed') this.hiddenUntil.set(id, this.now() + step.seconds * 1000);
          expect(change === 'changed' && (this.deleted.has(id) || !this.isLatest(id, receipt))).toBe(false);
        });
      case 'wait':
        return this.clock.advanceSeconds(step.seconds);
      case 'restart':
        this.close();
        return this.open();
    }
  }

  /** Everything that is left, once nothing hides anything any more. */
  async drain(): Promise<{ readonly id: string; readonly queue: 'main' | 'dead' }[]> {
    this.clock.advanceSeconds(60);
    const left: { id: string; queue: 'main' | 'dead' }[] = [];
    for (;;) {
      const messages = await this.main.receive({ max: 10, waitSeconds: 0, visibilitySeconds: 600 });
      if (messages.length === 0) break;
      left.push(...messages.map(({ id }) => ({ id, queue: 'main' as const })));
    }
    for (;;) {
      const messages = await this.dead.receive({ max: 10, waitSeconds: 0, visibilitySeconds: 600 });
      if (messages.length === 0) return left;
      left.push(...messages.map(({ id }) => ({ id, queue: 'dead' as const })));
    }
  }

  close(): void {
    this.main.close();
    this.dead.close();
  }

  private open(): void {
    const store = (name: string) => new MessageStore(join(this.folder, `${name}.jsonl`));
    const policy = JSON.stringify({ deadLetterTargetArn: 'dead', maxReceiveCount: MAX_RECEIVES });
    this.dead = new Queue('dead', 'dead', {}, store('dead'), this.clock, () => undefined);
    this.main = new Queue('main', 'main', { RedrivePolicy: policy }, store('main'), this.clock, () => this.dead);
  }

  private send(delaySeconds: number): void {
    const id = `m${this.sent.size}`;
    const visibleAt = this.now() + delaySeconds * 1000;
    this.sent.add(id);
    this.hiddenUntil.set(id, visibleAt);
    this.main.send({ id, body: id, attributes: {}, senderId: '', sentAt: this.now(), visibleAt, receiveCount: 0 });
  }

  private received(queue: 'main' | 'dead', message: Received, visibilitySeconds: number): void {
    expect(this.deleted).not.toContain(message.id);
    expect(this.hiddenUntil.get(message.id)).toBeLessThanOrEqual(this.now());
    expect(message.receiveCount).toBeLessThanOrEqual(MAX_RECEIVES);
    this.hiddenUntil.set(message.id, this.now() + visibilitySeconds * 1000);
    this.receives.push({ queue, message });
  }

  private settle(of: number, act: (message: Received, queue: Queue) => void): void {
    const receive = this.receives[of];
    if (receive !== undefined) act(receive.message, receive.queue === 'main' ? this.main : this.dead);
  }

  /** A message that has moved to the dead-letter queue is out of reach for receipts of the main queue. */
  private isLatest(id: string, receipt: string): boolean {
    if (this.dead.peek(Number.POSITIVE_INFINITY).some((moved) => moved.id === id)) return false;
    return this.receives.filter(({ message }) => message.id === id).at(-1)?.message.receipt === receipt;
  }
}

it('delivers every message until it is deleted, hides it meanwhile, and loses none, whatever happens', async () => {
  const property = fc.asyncProperty(fc.array(step, { maxLength: 60, size: 'max' }), async (steps) => {
    const folder = mkdtempSync(join(tmpdir(), 'second-look-sqs-'));
    const laptop = new Laptop(folder);
    try {
      for (const step of steps) await laptop.run(step);
      const left = await laptop.drain();
      const ids = left.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(new Set(ids)).toEqual(new Set([...laptop.sent].filter((id) => !laptop.deleted.has(id))));
      const received = (id: string) => laptop.receives.filter(({ message }) => message.id === id).length;
      for (const { id, queue } of left)
        expect([id, queue]).toEqual([id, received(id) >= MAX_RECEIVES ? 'dead' : 'main']);
    } finally {
      laptop.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
  await fc.assert(property, { numRuns: 150 });
});
