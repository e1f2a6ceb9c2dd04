import { setMaxListeners } from 'node:events';
import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * One Ctrl-C may arrive more than once: the terminal sends it to everybody in the foreground, and npm passes its own on to us. Only one
 * that comes later than this is another.
 */
const SAME_SIGNAL_MILLISECONDS = 1_000;

/** Ctrl-C or a polite kill: nothing is left behind. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  constructor(private readonly signal: (typeof SIGNALS)[number]) {
    super('Interrupted: everything that was started on this machine has been stopped.');
  }

  /** 128 + the signal's number, as shells report it: 130 for Ctrl-C. */
  get exitCode(): number {
    return 128 + constants.signals[this.signal];
  }
}

/**
 * A signal that is aborted, with `Interrupted` as its reason, by SIGINT, SIGTERM or SIGHUP. A second one, a second later or more, ends the
 * process at once; containers notice that their laptop is gone and end as well.
 */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  // Every pause and every child listens to it, many at a time.
  setMaxListeners(0, controller.signal);
  let firstAt: number | undefined;
  for (const name of SIGNALS) {
    process.on(name, () => {
      const now = performance.now();
      firstAt ??= now;
      if (now - firstAt >= SAME_SIGNAL_MILLISECONDS) process.exit(128 + constants.signals[name]);
      controller.abort(new Interrupted(name));
    });
  }
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
