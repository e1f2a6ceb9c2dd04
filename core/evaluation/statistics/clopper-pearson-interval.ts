import { incompleteBeta } from './incomplete-beta';
import { CONFIDENCE_LEVEL, checkCounts, type Interval } from './interval';

const TAIL = (1 - CONFIDENCE_LEVEL) / 2;

/**
 * The exact interval of a proportion, at least 95 % (Clopper and Pearson, Biometrika 26, 1934, 404-413): the proportions that a two-sided
 * binomial test would not refuse. Never too narrow, also for few errors; used where a number is a promise.
 * low is the 2.5 % quantile of Beta(s, n - s + 1), high the 97.5 % quantile of Beta(s + 1, n - s).
 * @throws RangeError for counts that are no proportion
 */
export function clopperPearsonInterval(successes: number, trials: number): Interval {
  checkCounts(successes, trials);
  return {
    low: successes === 0 ? 0 : betaQuantile(TAIL, successes, trials - successes + 1),
    high: successes === trials ? 1 : betaQuantile(1 - TAIL, successes + 1, trials - successes),
  };
}

/**
 * Whether `clopperPearsonInterval(successes, trials).high <= limit`, without looking for that end.
 * @throws RangeError for counts that are no proportion
 */
export function isUpperLimitWithin(limit: number, successes: number, trials: number): boolean {
  checkCounts(successes, trials);
  if (successes === trials) return limit >= 1;
  return incompleteBeta(limit, successes + 1, trials - successes) >= 1 - TAIL;
}

/** Bisection down to neighbouring doubles: the distribution function never falls, so nothing can go astray. */
function betaQuantile(probability: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (incompleteBeta(middle, a, b) < probability) low = middle;
    else high = middle;
  }
}
