import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { LOCAL_ACCOUNT } from '../account';
import { type LaptopRequest, readBody } from '../front-door/laptop-request';
import type { LaptopService } from '../front-door/laptop-service';
import type { Authorizer } from '../iam/authorizer';
import type { CredentialRegistry } from '../iam/credentials';
import type { PolicyStore } from '../iam/policy-store';
import type { Principal } from '../iam/principal';
import { AwsError } from '../protocol/aws-error';
import type { OperationTable } from '../protocol/operations';
import type { AssetStore } from '../templates/asset-store';
import { AsyncInvoker } from './asynchronous/async-invoker';
import { EventSourceMappings } from './event-source/event-source-mappings';
import type { PoolLimits } from './execution/execution-pool';
import type { ExecutedInvocation } from './execution/function-version';
import type { InvocationListener } from './execution/invocation-record';
import { codeFinder } from './find-code';
import type { FunctionInvoker } from './function-invoker';
import { functionArn, parseFunctionReference } from './function-reference';
import { FunctionRegistry } from './function-registry';
import type { LogListener } from './logs/function-log';
import type { CodeFinder } from './read-definition';
import { failRest } from './rest/rest-error';
import { route } from './rest/routes';
import { type RunningCode, runningCode } from './running-code';
import { runtimeFile } from './runtime-file';

export interface LambdaServiceOptions {
  /** Logs, version counters, waiting asynchronous events, the compiled runtime. */
  readonly folder: string;
  /** The front door's URL, without a slash at the end: known once it listens. */
  readonly endpoint: () => string;
  readonly credentials: CredentialRegistry;
  readonly authorizer: Authorizer;
  readonly policies: PolicyStore;
  readonly assets: AssetStore;
  /** Operations of another service by its signing name: queues to poll, destinations to send to. */
  readonly services: (signingName: string) => OperationTable | undefined;
  readonly limits?: Partial<PoolLimits>;
  /** How far the laptop's clock is ahead of this machine's: functions see the laptop's. Milliseconds. @default 0 */
  readonly aheadMs?: () => number;
  /** Waits before the second and the third attempt of an asynchronous event. Milliseconds; default as AWS: 1 and 2 minutes. */
  readonly asyncRetryDelaysMs?: readonly number[];
  /** Told of an asynchronous event that can be delivered nowhere. @default standard error */
  readonly report?: (message: string) => void;
}

/** Synchronous and asynchronous invocations may carry so much. Bytes. */
const MAX_REQUEST_BYTES = 6_291_456;
const MAX_EVENT_BYTES = 1_048_576;

/**
 * A worker with an SDK in it holds about 40 MB and takes a tenth of a second to start: few are kept, one is added only where the others are really busy, and
 * twenty functions that each ran once must not keep a gigabyte.
 */
const DEFAULT_LIMITS: PoolLimits = {
  workersPerFunction: 8,
  growAfterMs: 25,
  maxWaitMs: 60_000,
  idleMs: 5_000,
  longestIdleMs: 60_000,
};

export interface InvokeCall {
  readonly principal: Principal;
  readonly signal?: AbortSignal;
  readonly qualifier?: string;
  /** JSON text. */
  readonly clientContext?: string;
  readonly requestId?: string;
}

/** AWS Lambda: the synthesized bundles in worker threads. */
export class LambdaService implements LaptopService, FunctionInvoker {
  readonly signingNames = ['lambda'];
  readonly functions: FunctionRegistry;
  readonly eventSourceMappings: EventSourceMappings;
  readonly asynchronous: AsyncInvoker;
  readonly findCode: CodeFinder;
  readonly policies: PolicyStore;
  readonly authorizer: Authorizer;
  private readonly listeners = new Set<LogListener>();
  private readonly invocationListeners = new Set<InvocationListener>();
  private runtime: string | undefined;

  constructor(options: LambdaServiceOptions) {
    const { folder, endpoint, credentials, authorizer } = options;
    this.policies = options.policies;
    this.authorizer = authorizer;
    this.findCode = codeFinder(options.assets, join(folder, 'inline'));
    const limits = { ...DEFAULT_LIMITS, ...options.limits };
    const context = {
      runtimeFile: () => {
        this.runtime ??= runtimeFile(join(folder, 'runtime'));
        return this.runtime;
      },
      endpoint,
      credentials,
      authorizer,
      limits,
      aheadMs: options.aheadMs ?? (() => 0),
    };
    this.functions = new FunctionRegistry(folder, context, this.listeners, this.invocationListeners);
    this.asynchronous = new AsyncInvoker({
      folder: join(folder, 'events'),
      functions: this.functions,
      services: options.services,
      retryDelaysMs: options.asyncRetryDelaysMs,
      report: options.report,
    });
    this.eventSourceMappings = new EventSourceMappings(this.functions, options.services);
  }

  /** Subscribes to every log event of every function. @returns ends the subscription. */
  onLog(listener: LogListener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Subscribes to the outcome of every invocation. @returns ends the subscription. */
  onInvocation(listener: InvocationListener): () => void {
    this.invocationListeners.add(listener);
    return () => void this.invocationListeners.delete(listener);
  }

  /** For each live worker of a function: which code it was given, and what it says that it loaded. */
  runningCode(functionName: string): readonly RunningCode[] {
    return runningCode(this.functions.versions(functionName));
  }

  async invoke(functionName: string, payload: Buffer, call: InvokeCall): Promise<ExecutedInvocation> {
    const { arn, version } = this.admit(functionName, call);
    if (payload.length > MAX_REQUEST_BYTES) throw tooLarge(payload.length, MAX_REQUEST_BYTES);
    const { requestId = randomUUID(), clientContext, signal } = call;
    signal?.throwIfAborted();
    const running = version.run({ payload, functionArn: arn, requestId, clientContext });
    return signal === undefined ? running : abandonable(running, signal);
  }

  /** Queues an event for the function and returns; attempts, destinations and dead-letter queue follow the configuration. */
  invokeEvent(functionName: string, payload: Buffer, call: InvokeCall): void {
    const { reference } = this.admit(functionName, call);
    if (payload.length > MAX_EVENT_BYTES) throw tooLarge(payload.length, MAX_EVENT_BYTES);
    this.asynchronous.accept(reference, payload, call.requestId ?? randomUUID());
  }

  /** Checks that the caller may invoke a function that exists: all that DryRun does. */
  admit(functionName: string, call: InvokeCall) {
    const reference = parseFunctionReference(functionName, call.qualifier);
    const version = this.functions.resolve(reference);
    const arn = functionArn(reference);
    this.authorizer.authorize({ principal: call.principal, action: 'lambda:InvokeFunction', resource: arn });
    return { reference, version, arn };
  }

  async handle(request: LaptopRequest, response: ServerResponse): Promise<void> {
    const operation = route(request.method, request.rawPath);
    // Unsigned requests are a developer's curl: they act as the account's administrator.
    const { principal } = request;
    const administrator: Principal = { kind: 'administrator', arn: `arn:aws:iam::${LOCAL_ACCOUNT}:user/administrator` };
    const caller = principal.kind === 'anonymous' ? administrator : principal;
    await operation(this, { ...request, principal: caller }, response, await readBody(request));
  }

  fail(error: unknown, request: LaptopRequest, response: ServerResponse): void {
    failRest(error, request, response);
  }

  async stop(): Promise<void> {
    // All at once: a poller waits for its batch, which ends when its worker does.
    await Promise.all([this.eventSourceMappings.stop(), this.asynchronous.stop(), this.functions.stop()]);
  }
}

/** The caller of a stopped execution waits no longer; the handler runs to its end, as on AWS. */
function abandonable(running: Promise<ExecutedInvocation>, signal: AbortSignal): Promise<ExecutedInvocation> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    running.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function tooLarge(bytes: number, limit: number): AwsError {
  const message = `${bytes} byte payload is too large for the Invoke operation (limit ${limit} bytes)`;
  return new AwsError('RequestTooLargeException', message, 413, { Type: 'User' });
}
