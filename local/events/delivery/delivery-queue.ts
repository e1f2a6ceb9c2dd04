import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../clock';
import { Journal } from '../../journal';
import { type AwsError, asAwsError } from '../../protocol/aws-error';
import { deadLetter } from './dead-letter';
import type { Delivery } from './delivery';
import { deadLetterPrincipal, invokeTarget, queuePath, type TargetRoutes } from './invoke-target';

type Entry = { readonly accepted: Delivery } | { readonly finished: string };

const FIRST_RETRY_MILLISECONDS = 1_000;
const LAST_RETRY_MILLISECONDS = 60_000;

const THROTTLED = new Set(['TooManyRequestsException', 'ThrottlingException', 'Throttling', 'RequestThrottled']);

export interface DeliveryQueueOptions {
  /** Deliveries that wait are found here after a restart. */
  readonly folder: string;
  readonly routes: TargetRoutes;
  readonly clock: Clock;
  /** Told of every delivery that was given up. */
  readonly warn: (message: string) => void;
  /** Uniform in [0, 1). @default Math.random */
  readonly random?: () => number;
  /** Before the second attempt; doubled from there up to a minute. Milliseconds. @default 1 second */
  readonly firstRetryMs?: number;
}

/**
 * Deliveries to targets: at least once, with retries where another attempt may help, then the dead-letter queue, then a warning. A delivery is in the
 * journal before its event counts as taken, so a killed laptop delivers it after its restart.
 */
export class DeliveryQueue {
  private readonly waiting = new Map<string, Delivery>();
  private readonly running = new Set<Promise<void>>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly journal: Journal<Entry>;
  private stopped = false;

  constructor(private readonly options: DeliveryQueueOptions) {
    mkdirSync(options.folder, { recursive: true });
    this.journal = new Journal(join(options.folder, 'deliveries.jsonl'), (entry) => {
      if ('accepted' in entry) this.waiting.set(entry.accepted.id, entry.accepted);
      else this.waiting.delete(entry.finished);
    });
    this.journal.rewrite([...this.waiting.values()].map((accepted) => ({ accepted })));
  }

  /** Takes up what an earlier process left; to be called once the targets are there again. */
  resume(): void {
    for (const delivery of this.waiting.values()) this.attempt(delivery, 0);
  }

  /** Once this returns, the delivery will be tried. */
  add(delivery: Delivery): void {
    this.journal.append({ accepted: delivery });
    this.waiting.set(delivery.id, delivery);
    if (!this.stopped) this.attempt(delivery, 0);
  }

  /** Resolves once every delivery is done or waits for another attempt. */
  async settled(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running);
  }

  /** Tries nothing any more; what waits, and what still comes in, stays for the next start. */
  async pause(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    await this.settled();
  }

  /** After `pause`, once nobody adds anything. */
  close(): void {
    this.journal.close();
  }

  private attempt(delivery: Delivery, retries: number): void {
    const run = this.deliver(delivery, retries);
    this.running.add(run);
    void run.finally(() => this.running.delete(run));
  }

  private async deliver(delivery: Delivery, retries: number): Promise<void> {
    try {
      await invokeTarget(delivery, this.options.routes);
    } catch (error) {
      if (this.stopped) return;
      const condition = this.exhausted(delivery, retries, asAwsError(error));
      if (condition === undefined) this.retryLater(delivery, retries);
      else await this.giveUp(delivery, retries, condition, asAwsError(error));
      return;
    }
    this.finish(delivery);
  }

  /** Why there is no further attempt; undefined where there is one. */
  private exhausted({ retry, acceptedAt }: Delivery, retries: number, error: AwsError): string | undefined {
    // A missing grant or target stays missing; EventBridge does not try again either.
    if (error.status < 500 && !THROTTLED.has(error.code)) return 'NonRetryableError';
    if (retries >= retry.maxAttempts) return 'MaximumRetryAttempts';
    const age = this.options.clock.now().getTime() - acceptedAt;
    return age >= retry.maxAgeSeconds * 1000 ? 'MaximumEventAgeInSeconds' : undefined;
  }

  private retryLater(delivery: Delivery, retries: number): void {
    const { random = Math.random, firstRetryMs = FIRST_RETRY_MILLISECONDS } = this.options;
    const pause = Math.min(firstRetryMs * 2 ** retries, LAST_RETRY_MILLISECONDS);
    const timer = setTimeout(
      () => {
        this.timers.delete(timer);
        this.attempt(delivery, retries + 1);
      },
      pause * (0.5 + random() / 2),
    );
    this.timers.add(timer);
  }

  /** Laid into the dead-letter queue before it is forgotten: a kill in between leaves it twice, never nowhere. */
  private async giveUp(delivery: Delivery, retries: number, condition: string, error: AwsError): Promise<void> {
    const { routes, warn } = this.options;
    const what = `${delivery.sourceArn} could not deliver to ${delivery.targetArn}: ${error.code}: ${error.message}`;
    if (delivery.deadLetterArn === undefined) warn(what);
    else {
      const input = {
        QueueUrl: queuePath(delivery.deadLetterArn),
        ...deadLetter(delivery, { retries, condition, error }),
      };
      try {
        await routes.services('sqs')?.SendMessage?.(input, {
          principal: deadLetterPrincipal(delivery, routes),
          requestId: delivery.id,
        });
      } catch (refusal) {
        warn(`${what} Its dead-letter queue ${delivery.deadLetterArn} refused it too: ${String(refusal)}`);
      }
    }
    this.finish(delivery);
  }

  private finish({ id }: Delivery): void {
    this.waiting.delete(id);
    this.journal.append({ finished: id });
    if (this.waiting.size === 0 && this.journal.length > 1_000) this.journal.rewrite([]);
  }
}
