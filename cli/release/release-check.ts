import { InvokeEndpointCommand, ModelError, type SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { encodeCustomAttributes } from '../../core/contracts/custom-attributes';
import { formatPlural } from '../../core/report/number-format';
import { pause } from '../pause';
import type { HeldOut } from './held-out';

/** An endpoint that is not there, or not in service yet, is no fault of the model. */
const NOT_SERVING = /not found|not in service/i;
const RETRY_MILLISECONDS = 500;
/** Requests that wait for an answer; a slow endpoint gets no more at a time. */
const MAX_OPEN_REQUESTS = 16;

/** What the endpoint made of what it was sent. Requests, each attempt of the SDK counted. */
export interface CheckCounts {
  /** What it was asked about. */
  readonly noun: HeldOut['noun'];
  sent: number;
  failed: number;
  /** What the endpoint said to the first request that failed. */
  firstFailure?: string;
}

/**
 * Sends held-out images or rows to an endpoint at a steady rate, marked as `release-check`: without traffic no alarm has anything to see. It must be
 * stopped.
 */
export class ReleaseCheck {
  private readonly stopped = new AbortController();
  private readonly open = new Set<Promise<void>>();
  private running: Promise<void> = Promise.resolve();
  private hasAnswered = false;
  readonly counts: CheckCounts;

  constructor(
    private readonly runtime: SageMakerRuntimeClient,
    private readonly endpointName: string,
    private readonly heldOut: HeldOut,
    private readonly requestsPerSecond: number,
  ) {
    this.counts = { noun: heldOut.noun, sent: 0, failed: 0 };
  }

  begin(): void {
    this.running = this.run();
  }

  /** Waits for the answers that are still out. */
  async stop(): Promise<void> {
    this.stopped.abort();
    await this.running;
    await Promise.all(this.open);
  }

  /** Asks about some of them, one after the other, now that the new model serves. */
  async ask(count: number, signal: AbortSignal): Promise<CheckCounts> {
    const counts: CheckCounts = { noun: this.heldOut.noun, sent: 0, failed: 0 };
    for (let index = 0; index < count && !signal.aborted; index++) await this.send(counts, { beforeUpdate: false });
    return counts;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopped;
    let due = performance.now();
    while (!signal.aborted) {
      if (this.open.size < MAX_OPEN_REQUESTS) {
        const request = this.send(this.counts, { beforeUpdate: !this.hasAnswered }).then((served) => {
          // Until it serves it is asked about now and then only.
          if (!served) due = Math.max(due, performance.now() + RETRY_MILLISECONDS);
        });
        const tracked: Promise<void> = request.finally(() => this.open.delete(tracked));
        this.open.add(tracked);
      }
      due = Math.max(due + 1000 / this.requestsPerSecond, performance.now());
      await pause(due - performance.now(), signal).catch(() => undefined);
    }
  }

  /**
   * @param when.beforeUpdate the model before may still serve, and what it refuses may be right for the new one: other columns, or rows instead of images
   * @returns false where nothing serves that could be asked.
   */
  private async send(counts: CheckCounts, { beforeUpdate }: { readonly beforeUpdate: boolean }): Promise<boolean> {
    try {
      const { body, contentType, accept, metadata } = await this.heldOut.take();
      const command = new InvokeEndpointCommand({
        EndpointName: this.endpointName,
        Body: body,
        ContentType: contentType,
        Accept: accept,
        CustomAttributes: encodeCustomAttributes({ purpose: 'release-check', metadata }),
      });
      const { $metadata } = await this.runtime.send(command);
      this.hasAnswered = true;
      counts.sent += $metadata.attempts ?? 1;
      counts.failed += ($metadata.attempts ?? 1) - 1;
      return true;
    } catch (error) {
      const { message, $metadata } = error as Error & { readonly $metadata?: { readonly attempts?: number } };
      if (NOT_SERVING.test(message) || (beforeUpdate && isRefusal(error))) return false;
      counts.sent += $metadata?.attempts ?? 1;
      counts.failed += $metadata?.attempts ?? 1;
      counts.firstFailure ??= message;
      return true;
    }
  }
}

/** The model itself called the request wrong, as one does that was made for another kind of input. */
const isRefusal = (error: unknown): boolean => {
  const status = error instanceof ModelError ? error.OriginalStatusCode : undefined;
  return status !== undefined && status >= 400 && status < 500;
};

/** What was asked at both times together. */
export const sumOfChecks = (noun: HeldOut['noun'], checks: readonly (CheckCounts | undefined)[]): CheckCounts => ({
  noun,
  sent: checks.reduce((sum, check) => sum + (check?.sent ?? 0), 0),
  failed: checks.reduce((sum, check) => sum + (check?.failed ?? 0), 0),
});

/** `120 images asked, none failed`, or `no image asked`: an endpoint may be in service before the first request is due. */
export const checkText = ({ noun, sent, failed }: CheckCounts): string =>
  sent === 0 ? `no ${noun} asked` : `${formatPlural(sent, noun)} asked, ${failed === 0 ? 'none' : failed} failed`;
