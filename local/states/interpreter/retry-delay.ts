import type { Retrier } from '../language/definition';

/**
 * Seconds to wait before an attempt: `IntervalSeconds · BackoffRate^(n-1)`, at most `MaxDelaySeconds`; full jitter draws uniformly
 * between zero and that.
 * @param attempt the retry's number, from 1.
 * @param random uniform in [0, 1).
 */
export function retryDelaySeconds(retrier: Retrier, attempt: number, random: () => number): number {
  const delay = retrier.intervalSeconds * retrier.backoffRate ** (attempt - 1);
  const bounded = Math.min(delay, retrier.maxDelaySeconds ?? Number.MAX_SAFE_INTEGER);
  return retrier.jitter === 'FULL' ? bounded * random() : bounded;
}
