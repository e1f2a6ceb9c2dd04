/** Waits; injected so that tests need not. */
export interface Sleeper {
  /** Resolves after so many milliseconds, or at once when the signal is aborted; never rejects. */
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** setTimeout takes a signed 32-bit number; what is longer would end at once. */
const LONGEST_TIMER = 2 ** 31 - 1;

export const timerSleeper: Sleeper = {
  async sleep(milliseconds, signal) {
    for (let left = milliseconds; left > 0 && !signal.aborted; left -= LONGEST_TIMER) {
      await nap(Math.min(left, LONGEST_TIMER), signal);
    }
  },
};

function nap(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    signal.addEventListener('abort', wake);
  });
}
