import type { EnvironmentStart, InvokeMessage } from './messages';
import { systemNow } from './thread-clock';

/** How the old ways of ending an invocation reach the runtime; gone with Node.js 24. */
export interface Completion {
  done(error?: unknown, result?: unknown): void;
}

/** The second argument of a handler. `callbackWaitsForEmptyEventLoop` may be set by the handler. */
export type InvocationContext = { callbackWaitsForEmptyEventLoop: boolean } & Readonly<Record<string, unknown>>;

/** @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
export function invocationContext(
  start: EnvironmentStart,
  invoke: InvokeMessage,
  legacy: Completion | undefined,
): InvocationContext {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: start.functionName,
    functionVersion: start.functionVersion,
    memoryLimitInMB: String(start.memoryMb),
    logGroupName: start.logGroup,
    logStreamName: start.logStream,
    awsRequestId: invoke.requestId,
    invokedFunctionArn: invoke.functionArn,
    clientContext: invoke.clientContext === undefined ? undefined : JSON.parse(invoke.clientContext),
    identity: undefined,
    getRemainingTimeInMillis: () => Math.max(0, invoke.deadlineMs - systemNow()),
    ...(legacy === undefined
      ? {}
      : {
          done: (error: unknown, result: unknown) => legacy.done(error, result),
          fail: (error: unknown) => legacy.done(error ?? 'handled'),
          succeed: (result: unknown) => legacy.done(null, result),
        }),
  };
}
