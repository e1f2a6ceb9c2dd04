/** A two-sided 95 % confidence interval of a proportion, 0 <= low <= high <= 1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Every interval of an evaluation has this confidence. */
export const CONFIDENCE_LEVEL = 0.95;

/** The 97.5 % quantile of the standard normal distribution. */
export const NORMAL_QUANTILE = 1.959963984540054;

/** @throws RangeError unless both are whole numbers with 0 <= successes <= trials and trials > 0 */
export function checkCounts(successes: number, trials: number): void {
  if (Number.isInteger(successes) && Number.isInteger(trials) && successes >= 0 && successes <= trials && trials > 0) {
    return;
  }
  throw new RangeError(
    `${successes} of ${trials} is no proportion: whole numbers, 0 <= successes <= trials, trials > 0.`,
  );
}
