import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Journal } from '../../journal';
import { AwsError } from '../../protocol/aws-error';
import type { OperationTable } from '../../protocol/operations';
import { functionPrincipal } from '../execution/silent-grants';
import type { FunctionReference } from '../function-reference';
import type { FunctionRegistry } from '../function-registry';
import { Destinations } from './destinations';
import { DEFAULT_EVENT_INVOKE_CONFIG, type EventInvokeConfig } from './event-invoke-config';
import { deadLetterAttributes, destinationRecord, type FinishedEvent } from './event-record';

interface WaitingEvent {
  readonly requestId: string;
  readonly reference: FunctionReference;
  readonly payload: string;
  readonly acceptedAt: number;
  /** Attempts that reached the function and failed. */
  attempts: number;
}

type Entry = { readonly accepted: WaitingEvent } | { readonly finished: string };

/** Waits after a throttled attempt, which counts as none: 1 s, doubled up to 5 minutes, as AWS. Milliseconds. */
const FIRST_THROTTLE_WAIT_MS = 1000;
const LAST_THROTTLE_WAIT_MS = 300_000;

export interface AsyncInvokerOptions {
  /** Events that wait are found here after a restart. */
  readonly folder: string;
  readonly functions: FunctionRegistry;
  readonly services: (signingName: string) => OperationTable | undefined;
  readonly retryDelaysMs?: readonly number[];
  /** Where an event goes that cannot be delivered anywhere: standard error unless told. */
  readonly report?: (message: string) => void;
}

/** Asynchronous invocations: two retries, then the destination or the dead-letter queue. An event survives a killed laptop. */
export class AsyncInvoker {
  private readonly configs = new Map<string, EventInvokeConfig>();
  private readonly waiting = new Map<string, WaitingEvent>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly journal: Journal<Entry>;
  private readonly destinations: Destinations;
  private readonly retryDelaysMs: readonly number[];
  /** Attempts that are made now; one that waits for its time is none. */
  private readonly attempts = new Set<Promise<void>>();
  private stopped = false;

  constructor(private readonly options: AsyncInvokerOptions) {
    mkdirSync(options.folder, { recursive: true });
    this.journal = new Journal(join(options.folder, 'events.jsonl'), (entry) => {
      if ('accepted' in entry) this.waiting.set(entry.accepted.requestId, entry.accepted);
      else this.waiting.delete(entry.finished);
    });
    this.journal.rewrite([...this.waiting.values()].map((accepted) => ({ accepted })));
    this.destinations = new Destinations(options.services);
    this.retryDelaysMs = options.retryDelaysMs ?? [60_000, 120_000];
  }

  configure(functionName: string, qualifier: string, config: EventInvokeConfig | undefined): void {
    const key = `${functionName}:${qualifier}`;
    if (config === undefined) this.configs.delete(key);
    else this.configs.set(key, config);
  }

  accept(reference: FunctionReference, payload: Buffer, requestId: string): void {
    const event = { requestId, reference, payload: payload.toString('utf8'), acceptedAt: Date.now(), attempts: 0 };
    this.journal.append({ accepted: event });
    this.waiting.set(requestId, event);
    this.schedule(event, 0);
  }

  /** Takes up the events that an earlier run of the laptop left for a function, now that it is there again. */
  resume(functionName: string): void {
    for (const event of this.waiting.values()) {
      if (event.reference.name === functionName && !this.timers.has(event.requestId)) this.schedule(event, 0);
    }
  }

  /** Resolves once every event is done or waits for another attempt. */
  async settled(): Promise<void> {
    while (this.attempts.size > 0) await Promise.all(this.attempts);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.journal.close();
  }

  private schedule(event: WaitingEvent, delayMs: number, throttleWaitMs = FIRST_THROTTLE_WAIT_MS): void {
    const run = () => this.track(this.attempt(event, throttleWaitMs));
    if (delayMs > 0) this.timers.set(event.requestId, setTimeout(run, delayMs));
    else {
      // Begins with the next turn of the loop, and counts from now on.
      this.track(
        new Promise((begin) => {
          this.timers.set(event.requestId, setTimeout(begin, 0));
        }).then(() => this.attempt(event, throttleWaitMs)),
      );
    }
  }

  private track(attempt: Promise<void>): void {
    this.attempts.add(attempt);
    void attempt.finally(() => this.attempts.delete(attempt));
  }

  private async attempt(event: WaitingEvent, throttleWaitMs: number): Promise<void> {
    const config = this.configOf(event.reference);
    if (Date.now() - event.acceptedAt > config.maxAgeSeconds * 1000)
      return this.finish(event, 'EventAgeExceeded', config);
    try {
      const version = this.options.functions.resolve(event.reference);
      const { arn } = version.definition;
      const functionArn = `${arn}:${event.reference.qualifier ?? '$LATEST'}`;
      const payload = Buffer.from(event.payload);
      const result = await version.run({ payload, functionArn, requestId: event.requestId });
      event.attempts++;
      const { functionError } = result;
      const answer = { response: result.payload.toString('utf8'), functionError, executedVersion: version.version };
      if (functionError === undefined) return await this.finish(event, 'Success', config, answer);
      if (event.attempts > config.maxRetries) return await this.finish(event, 'RetriesExhausted', config, answer);
      if (!this.stopped) this.schedule(event, this.retryDelaysMs[event.attempts - 1] ?? 0);
    } catch (error) {
      if (this.stopped) return;
      const busy = error instanceof AwsError && (error.code === 'TooManyRequestsException' || error.status >= 500);
      if (busy) this.schedule(event, throttleWaitMs, Math.min(2 * throttleWaitMs, LAST_THROTTLE_WAIT_MS));
      else await this.finish(event, 'RetriesExhausted', config, { response: errorPayload(error) });
    }
  }

  private configOf({ name, qualifier = '$LATEST' }: FunctionReference): EventInvokeConfig {
    return this.configs.get(`${name}:${qualifier}`) ?? DEFAULT_EVENT_INVOKE_CONFIG;
  }

  /** Delivered before it is forgotten: a kill in between delivers twice, never not at all. */
  private async finish(
    event: WaitingEvent,
    condition: FinishedEvent['condition'],
    config: EventInvokeConfig,
    answer: Partial<Pick<FinishedEvent, 'response' | 'functionError' | 'executedVersion'>> = {},
  ): Promise<void> {
    if (this.stopped) return;
    try {
      await this.deliver(event, condition, config, answer);
    } catch (error) {
      const report = this.options.report ?? ((message: string) => void process.stderr.write(`${message}\n`));
      report(`Lambda ${event.reference.name}: the event ${event.requestId} could not be delivered: ${String(error)}`);
    }
    if (this.stopped) return;
    this.waiting.delete(event.requestId);
    this.timers.delete(event.requestId);
    this.journal.append({ finished: event.requestId });
    if (this.waiting.size === 0) this.journal.rewrite([]);
  }

  private async deliver(
    event: WaitingEvent,
    condition: FinishedEvent['condition'],
    config: EventInvokeConfig,
    answer: Partial<Pick<FinishedEvent, 'response' | 'functionError' | 'executedVersion'>>,
  ): Promise<void> {
    const { definition } = this.options.functions.resolve(event.reference);
    const qualifier = event.reference.qualifier ?? '$LATEST';
    const finished: FinishedEvent = {
      requestId: event.requestId,
      functionArn: `${definition.arn}:${qualifier}`,
      condition,
      attempts: event.attempts,
      executedVersion: answer.executedVersion ?? qualifier,
      payload: event.payload,
      response: answer.response,
      functionError: answer.functionError,
    };
    const principal = functionPrincipal(definition);
    const succeeded = condition === 'Success';
    const destination = succeeded ? config.onSuccess : config.onFailure;
    if (destination !== undefined) {
      const body = JSON.stringify(destinationRecord(finished, new Date()));
      const detailType = `Lambda Function Invocation Result - ${succeeded ? 'Success' : 'Failure'}`;
      await this.destinations.deliver(destination, { body, detailType }, principal);
    }
    if (succeeded || definition.deadLetterArn === undefined) return;
    const message = { body: event.payload || '{}', attributes: deadLetterAttributes(finished), detailType: '' };
    await this.destinations.deliver(definition.deadLetterArn, message, principal);
  }
}

function errorPayload(error: unknown): string {
  const { name, message } = error as Error;
  return JSON.stringify({ errorType: name, errorMessage: message });
}
