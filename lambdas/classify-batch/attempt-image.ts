import { type ErrorName, RETRYABLE_ERROR_NAMES } from '../../core/contracts/errors';

/** How one image is tried again. */
export interface Attempts {
  /** Attempts in all. */
  readonly most: number;
  /** Longest wait before the second attempt; it doubles with each. Milliseconds. */
  readonly firstWait: number;
  /** Milliseconds since 1970: nothing is begun after it. */
  readonly deadline: number;
  readonly now: () => number;
  /** Uniform in [0, 1): full jitter. */
  readonly random: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
}

/**
 * Tries again what may help to be tried again, within the time that is left.
 * @throws the last attempt's error
 */
export async function attemptImage<Result>(work: () => Promise<Result>, attempts: Attempts): Promise<Result> {
  const { most, firstWait, deadline, now, random, sleep } = attempts;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const wait = firstWait * 2 ** (attempt - 1) * random();
      if (!isRetryable(error) || attempt >= most || now() + wait >= deadline) throw error;
      await sleep(wait);
    }
  }
}

const isRetryable = (error: unknown): boolean =>
  RETRYABLE_ERROR_NAMES.includes((error as { readonly name?: ErrorName }).name as ErrorName);
