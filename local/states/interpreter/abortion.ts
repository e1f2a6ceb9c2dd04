import { setMaxListeners } from 'node:events';

/** Ends a flow from outside: its execution was stopped or timed out, or another branch failed. */
export class Aborted extends Error {
  override readonly name = 'Aborted';
}

/** A controller that is also aborted with its parent. */
export interface LinkedController {
  readonly signal: AbortSignal;
  abort(): void;
  /** Lets go of the parent; without it, a parent that lives long keeps every child. */
  unlink(): void;
}

/** Given as the reason, for without one every abort makes an exception with a stack trace. */
const REASON = 'ended';

/** A controller whose signal many may listen to: every branch, task and wait of an execution does. */
export function newController(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

export function linkController(parent: AbortSignal): LinkedController {
  const controller = newController();
  const abort = (): void => controller.abort(REASON);
  if (parent.aborted) abort();
  else parent.addEventListener('abort', abort, { once: true });
  return { signal: controller.signal, abort, unlink: () => parent.removeEventListener('abort', abort) };
}

/**
 * What `work` gives, unless the signal is aborted first: then the work is left alone, whatever becomes of it.
 * @throws Aborted
 */
export function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise<Result>((resolve, reject) => {
    const abort = (): void => reject(new Aborted());
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
