import { setMaxListeners } from 'node:events';

/** Ctrl-C or a polite kill: exit code 130, nothing left behind. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  constructor() {
    super('Interrupted: everything that was started has been stopped.');
  }
}

/**
 * A signal that is aborted, with `Interrupted` as its reason, by SIGINT, SIGTERM or SIGHUP. A second one ends the process at once.
 */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  // Every pause and every child listens to it, many at a time.
  setMaxListeners(0, controller.signal);
  const interrupt = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort(new Interrupted());
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, interrupt);
  return controller.signal;
}

/** Rejects with the signal's reason as soon as it is aborted; else settles as `work` does. */
export async function orInterrupted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  signal.throwIfAborted();
  let forget = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    forget = () => signal.removeEventListener('abort', onAbort);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    forget();
  }
}
