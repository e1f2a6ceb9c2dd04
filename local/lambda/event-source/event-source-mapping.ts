import { randomUUID } from 'node:crypto';
import { localArn } from '../../account';
import { AwsError } from '../../protocol/aws-error';
import type { JsonObject, OperationTable, ServiceCall } from '../../protocol/operations';
import { functionPrincipal } from '../execution/silent-grants';
import { functionArn, parseFunctionReference } from '../function-reference';
import type { FunctionRegistry } from '../function-registry';
import { failedMessages } from './batch-response';
import type { MappingConfiguration } from './mapping-configuration';
import { type ReceivedMessage, sqsEvent } from './sqs-event';

/** Batches at a time where the configuration names no maximum: what AWS begins with. */
const DEFAULT_CONCURRENCY = 5;
/** One ReceiveMessage gives at most so many. */
const MAX_RECEIVE = 10;
/** Bodies and attributes of one event together: it must fit into an invocation. Bytes. */
const MAX_BATCH_BYTES = 5_000_000;
const LONG_POLL_SECONDS = 20;
/** After a poll or an invocation that could not be made at all. Milliseconds. */
const FIRST_PAUSE_MS = 500;
const LAST_PAUSE_MS = 10_000;

/** Polls one queue as the function's role, and hands its messages to the function in batches. */
export class EventSourceMapping {
  private readonly stopping = new AbortController();
  private readonly pollers: Promise<void>[] = [];
  private lastResult = 'No records processed';
  private readonly modifiedAt = new Date();

  constructor(
    readonly uuid: string,
    readonly configuration: MappingConfiguration,
    private readonly functions: FunctionRegistry,
    private readonly queues: () => OperationTable | undefined,
  ) {}

  start(): void {
    if (!this.configuration.enabled) return;
    const pollers = this.configuration.maximumConcurrency ?? DEFAULT_CONCURRENCY;
    for (let at = 0; at < pollers; at++) this.pollers.push(this.poll());
  }

  /** Receives no more and waits for batches that are being worked on; what they leave becomes visible again by itself. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.pollers);
  }

  describe(): JsonObject {
    const { configuration } = this;
    return {
      UUID: this.uuid,
      EventSourceMappingArn: localArn('lambda', `event-source-mapping:${this.uuid}`),
      EventSourceArn: configuration.eventSourceArn,
      FunctionArn: functionArn(parseFunctionReference(configuration.functionName)),
      BatchSize: configuration.batchSize,
      MaximumBatchingWindowInSeconds: configuration.batchingWindowSeconds,
      FunctionResponseTypes: configuration.reportsBatchItemFailures ? ['ReportBatchItemFailures'] : [],
      ...(configuration.maximumConcurrency === undefined
        ? {}
        : { ScalingConfig: { MaximumConcurrency: configuration.maximumConcurrency } }),
      State: configuration.enabled ? 'Enabled' : 'Disabled',
      StateTransitionReason: 'USER_INITIATED',
      LastModified: this.modifiedAt.getTime() / 1000,
      LastProcessingResult: this.lastResult,
    };
  }

  private async poll(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    while (!this.stopping.signal.aborted) {
      try {
        const batch = await this.gather();
        if (batch.length > 0) await this.process(batch);
        pauseMs = FIRST_PAUSE_MS;
      } catch (error) {
        this.lastResult = `PROBLEM: ${error instanceof AwsError ? `${error.code}: ${error.message}` : String(error)}`;
        await this.pause(pauseMs);
        pauseMs = Math.min(2 * pauseMs, LAST_PAUSE_MS);
      }
    }
  }

  /** A batch: as many messages as one receive gives, or with a window as many as come within it. */
  private async gather(): Promise<ReceivedMessage[]> {
    const { batchSize, batchingWindowSeconds } = this.configuration;
    const batch = await this.receive(Math.min(batchSize, MAX_RECEIVE), LONG_POLL_SECONDS);
    const until = Date.now() + batchingWindowSeconds * 1000;
    let bytes = size(batch);
    while (batch.length > 0 && batch.length < batchSize && bytes < MAX_BATCH_BYTES && !this.stopping.signal.aborted) {
      const seconds = Math.floor((until - Date.now()) / 1000);
      if (batchingWindowSeconds === 0 || Date.now() >= until) break;
      if (seconds === 0) await this.pause(until - Date.now());
      const more = await this.receive(Math.min(batchSize - batch.length, MAX_RECEIVE), seconds);
      batch.push(...more);
      bytes += size(more);
      if (seconds === 0) break;
    }
    return batch;
  }

  private async receive(max: number, waitSeconds: number): Promise<ReceivedMessage[]> {
    const answer = await this.call('ReceiveMessage', {
      MaxNumberOfMessages: max,
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    return (answer.Messages ?? []) as ReceivedMessage[];
  }

  private async process(batch: readonly ReceivedMessage[]): Promise<void> {
    const { eventSourceArn, functionName, reportsBatchItemFailures } = this.configuration;
    const reference = parseFunctionReference(functionName);
    const version = this.functions.resolve(reference);
    const payload = Buffer.from(JSON.stringify(sqsEvent(batch, eventSourceArn)));
    const result = await version.run({ payload, functionArn: functionArn(reference), requestId: randomUUID() });
    if (result.functionError !== undefined) {
      this.lastResult = 'PROBLEM: Function call failed';
      return;
    }
    const ids = batch.map(({ MessageId }) => MessageId);
    const failed = reportsBatchItemFailures ? failedMessages(result.payload.toString('utf8'), ids) : new Set<string>();
    this.lastResult = failed.size === 0 ? 'OK' : `PROBLEM: ${failed.size} of ${batch.length} messages failed`;
    await this.delete(batch.filter(({ MessageId }) => !failed.has(MessageId)));
  }

  private async delete(messages: readonly ReceivedMessage[]): Promise<void> {
    for (let at = 0; at < messages.length; at += MAX_RECEIVE) {
      const page = messages.slice(at, at + MAX_RECEIVE);
      const Entries = page.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await this.call('DeleteMessageBatch', { Entries });
    }
  }

  private async call(operation: string, input: JsonObject): Promise<JsonObject> {
    const run = this.queues()?.[operation];
    if (run === undefined) throw new AwsError('ServiceException', 'The laptop has no SQS to poll.', 500);
    const { definition } = this.functions.resolve(parseFunctionReference(this.configuration.functionName));
    const [, , , , account, name] = this.configuration.eventSourceArn.split(':');
    const call: ServiceCall = {
      principal: functionPrincipal(definition),
      requestId: randomUUID(),
      signal: this.stopping.signal,
    };
    return (await run({ QueueUrl: `/${account}/${name}`, ...input }, call)) ?? {};
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.stopping.signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, Math.max(ms, 0));
      this.stopping.signal.addEventListener('abort', done, { once: true });
      if (this.stopping.signal.aborted) done();
    });
  }
}

const size = (messages: readonly ReceivedMessage[]): number =>
  messages.reduce((sum, { Body }) => sum + Buffer.byteLength(Body), 0);
