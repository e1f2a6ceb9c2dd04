import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../replace-file';
import type { Publication } from './publication';
import type { Subscription } from './topic';

/** One message for one subscriber. */
export interface Delivery {
  readonly publication: Publication;
  readonly subscription: Subscription;
}

export type Deliver = (delivery: Delivery) => Promise<void>;

const FIRST_RETRY_MILLISECONDS = 200;
const LAST_RETRY_MILLISECONDS = 20_000;
/** Attempts after which a delivery is laid aside in `undeliverable/`, as SNS gives up in the end. */
const MAX_ATTEMPTS = 12;

/**
 * Deliveries that a publisher was promised: each is a file until its subscriber has it, so that a killed laptop delivers it after its restart.
 * Failed attempts are repeated with growing pauses.
 */
export class Outbox {
  private readonly running = new Set<Promise<void>>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private stopped = false;

  constructor(
    private readonly folder: string,
    private readonly deliver: Deliver,
    private readonly onError: (delivery: Delivery, error: Error) => void,
  ) {
    mkdirSync(join(folder, 'undeliverable'), { recursive: true });
  }

  /** Takes up what an earlier process left. */
  resume(): void {
    for (const file of readdirSync(this.folder).filter((name) => name.endsWith('.json'))) {
      this.attempt(file, JSON.parse(readFileSync(join(this.folder, file), 'utf8')) as Delivery, 1);
    }
  }

  /** Once this returns, the delivery will happen. */
  add(delivery: Delivery): void {
    const id = delivery.subscription.arn.slice(delivery.subscription.arn.lastIndexOf(':') + 1);
    const file = `${delivery.publication.messageId}.${id}.json`;
    replaceFile(join(this.folder, file), JSON.stringify(delivery));
    this.attempt(file, delivery, 1);
  }

  /** Resolves once nothing is under way any more; deliveries that wait for another attempt stay for the next start. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    await Promise.all(this.running);
  }

  /** Resolves once every delivery is done or waits for another attempt. */
  async settled(): Promise<void> {
    await Promise.all(this.running);
  }

  private attempt(file: string, delivery: Delivery, count: number): void {
    const run = this.deliver(delivery).then(
      () => rmSync(join(this.folder, file), { force: true }),
      (error: Error) => this.failed(file, delivery, count, error),
    );
    this.running.add(run);
    void run.finally(() => this.running.delete(run));
  }

  private failed(file: string, delivery: Delivery, count: number, error: Error): void {
    this.onError(delivery, error);
    if (count >= MAX_ATTEMPTS) {
      renameSync(join(this.folder, file), join(this.folder, 'undeliverable', file));
      return;
    }
    if (this.stopped) return;
    const pause = Math.min(FIRST_RETRY_MILLISECONDS * 2 ** (count - 1), LAST_RETRY_MILLISECONDS);
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.attempt(file, delivery, count + 1);
    }, pause);
    this.timers.add(timer);
  }
}
