import { randomUUID } from 'node:crypto';
import { AwsError } from '../../protocol/aws-error';
import type { InvocationResult } from '../function-invoker';
import type { FunctionLog } from '../logs/function-log';
import { InvocationLog } from '../logs/invocation-log';
import type { InvocationError } from '../runtime/messages';
import type { ExecutionEnvironment, Outcome } from './execution-environment';
import type { ExecutionPool, PooledEnvironment } from './execution-pool';
import type { InvocationListener, InvocationRecord } from './invocation-record';
import { MAX_RESPONSE_BYTES, responseTooLarge } from './platform-error';

export interface Invocation {
  readonly payload: Buffer;
  /** As the caller named it, with its qualifier. */
  readonly functionArn: string;
  readonly requestId: string;
  /** JSON text. */
  readonly clientContext?: string;
  readonly traceId?: string;
}

export interface ExecutedInvocation extends InvocationResult {
  /** `$LATEST` or a number: with an alias the caller learns from it which version ran. */
  readonly executedVersion: string;
}

/** One version of a function that can be invoked: its workers and its log. */
export class FunctionVersion {
  constructor(
    readonly pool: ExecutionPool,
    private readonly log: FunctionLog,
    private readonly listeners: ReadonlySet<InvocationListener>,
  ) {}

  get definition() {
    return this.pool.definition;
  }

  get version(): string {
    return this.pool.version;
  }

  /**
   * Runs the handler. Whatever goes wrong in it is a result with `functionError`.
   * @throws AwsError `TooManyRequestsException`, `AccessDenied`, `InvalidRequestContentException`
   */
  async run(invocation: Invocation): Promise<ExecutedInvocation> {
    try {
      return await this.pool.withEnvironment((pooled) => this.runIn(pooled, invocation));
    } catch (error) {
      const isThrottled = error instanceof AwsError && error.code === 'TooManyRequestsException';
      if (isThrottled) this.tell('throttled', 0);
      throw error;
    }
  }

  private tell(outcome: InvocationRecord['outcome'], durationMs: number): void {
    const functionName = this.definition.name;
    for (const listener of this.listeners) listener({ functionName, outcome, durationMs });
  }

  private async runIn(pooled: PooledEnvironment, invocation: Invocation): Promise<ExecutedInvocation> {
    const { definition } = this;
    const { requestId, functionArn, clientContext, traceId = newTraceId(definition.tracing) } = invocation;
    const { environment } = pooled;
    const log = new InvocationLog(this.log, definition.logging, pooled.logStream, requestId);
    pooled.sink = (text) => log.write(text);
    const failed = await environment.prepare(requestId);
    log.start(this.version);
    const startedAt = performance.now();
    const ended =
      failed ??
      (await environment.run({
        requestId,
        payload: invocation.payload,
        functionArn,
        traceId,
        clientContext,
        aheadMs: this.pool.aheadMs,
      }));
    const durationMs = performance.now() - startedAt;
    if (ended.kind === 'refused')
      throw new AwsError('InvalidRequestContentException', ended.message, 400, { Type: 'User' });
    const outcome = limited(ended);
    log.end({
      durationMs,
      memoryMb: definition.memoryMb,
      usedBytes: outcome.memoryBytes,
      initMs: takeInitMs(environment),
      tracing: definition.tracing,
      traceId,
      ...statusOf(outcome),
    });
    this.tell(statusOf(outcome).status, durationMs);
    const logTail = log.tail();
    const executedVersion = this.version;
    if (outcome.kind === 'result') return { payload: outcome.payload, logTail, executedVersion };
    const payload = Buffer.from(JSON.stringify(outcome.error));
    return { payload, functionError: 'Unhandled', logTail, executedVersion };
  }
}

type Ended = Exclude<Outcome, { readonly kind: 'refused' }>;

function limited(outcome: Ended): Ended {
  if (outcome.kind === 'failure' || outcome.payload.length <= MAX_RESPONSE_BYTES) return outcome;
  const error = responseTooLarge(outcome.payload.length);
  return { kind: 'failure', error, memoryBytes: outcome.memoryBytes, status: 'error' };
}

function statusOf(outcome: Ended): {
  readonly status: 'success' | 'error' | 'timeout';
  readonly errorType?: string;
  readonly platformError?: string;
} {
  if (outcome.kind === 'result') return { status: 'success' };
  const { errorType, errorMessage } = outcome.error;
  return {
    status: outcome.status,
    errorType,
    platformError: platformLine(outcome.status, outcome.error, errorMessage),
  };
}

/** What the log says where the platform ended the invocation. */
function platformLine(status: 'error' | 'timeout', error: InvocationError, message: string): string | undefined {
  if (status === 'timeout') {
    const [, requestId = '', text = ''] = /^RequestId: (\S+) Error: (.*)$/.exec(message) ?? [];
    return `${new Date().toISOString()} ${requestId} ${text}`;
  }
  return error.trace === undefined ? `${message}\n${error.errorType}` : undefined;
}

function takeInitMs(environment: ExecutionEnvironment): number | undefined {
  const { initMs } = environment;
  environment.initMs = undefined;
  return initMs;
}

/** @see https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
function newTraceId(tracing: 'Active' | 'PassThrough'): string {
  const random = randomUUID().replaceAll('-', '');
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `Root=1-${seconds}-${random.slice(0, 24)};Parent=${random.slice(16)};Sampled=${tracing === 'Active' ? 1 : 0}`;
}
