import { RuntimeError } from './error-shape';
import { invocationContext } from './invocation-context';
import type { Handler } from './load-handler';
import type { EnvironmentStart, InvokeMessage } from './messages';

/** Node.js 24 and later: handlers with a callback are refused, and a promise that never settles is an error. */
const firstWithoutCallbacks = 24;

const takesCallbacks = (runtime: string): boolean => Number(/\d+/.exec(runtime)?.[0]) < firstWithoutCallbacks;

/** @throws RuntimeError `Runtime.CallbackHandlerDeprecated` */
export function refuseCallbackStyle(handler: Handler, runtime: string): void {
  if (takesCallbacks(runtime) || handler.length < 3) return;
  throw new RuntimeError(
    'Runtime.CallbackHandlerDeprecated',
    `The function's handler takes a callback, which ${runtime} no longer supports: make it an async function.`,
  );
}

/** Calls back once nothing is left to do in this thread. */
export type WhenIdle = (callback: () => void) => void;

/**
 * Runs one invocation in either style of handler.
 * @returns what the handler gave; rejects with what it threw.
 */
export function runHandler(
  handler: Handler,
  start: EnvironmentStart,
  invoke: InvokeMessage,
  event: unknown,
  whenIdle: WhenIdle,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const callbacks = takesCallbacks(start.runtime);
    const settle = (error: unknown, result: unknown) =>
      error === null || error === undefined ? resolve(result) : reject(error);
    const called = (error?: unknown, result?: unknown) => {
      if (context.callbackWaitsForEmptyEventLoop && (error === null || error === undefined)) {
        whenIdle(() => settle(error, result));
      } else settle(error, result);
    };
    const context = invocationContext(start, invoke, callbacks ? { done: called } : undefined);
    whenIdle(() => {
      if (callbacks) resolve(null);
      else reject(neverSettled());
    });
    try {
      const returned = handler(event, context, called);
      if (isThenable(returned)) returned.then(resolve, reject);
      else if (!callbacks) resolve(returned);
    } catch (error) {
      reject(error);
    }
  });
}

const neverSettled = (): RuntimeError =>
  new RuntimeError(
    'Runtime.NodeJsExit',
    'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was ' +
      'never settled.',
  );

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof (value as PromiseLike<unknown> | null)?.then === 'function';
