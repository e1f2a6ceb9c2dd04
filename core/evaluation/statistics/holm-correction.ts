/**
 * p-values corrected for how many tests were made together, by Holm's step-down method: the i-th smallest of n is multiplied by n - i + 1, and none
 * is below the one before it. Below a level all corrected values together hold the chance of any false alarm to that level, whatever the tests have
 * to do with one another.
 * @param pValues 0..1 each; undefined where a test could not be made, which does not count as one.
 * @returns in the same order, 0..1
 * @see Holm (1979), "A simple sequentially rejective multiple test procedure": https://www.jstor.org/stable/4615733
 */
export function holmCorrection(pValues: readonly (number | undefined)[]): (number | undefined)[] {
  const made = pValues.flatMap((value, index) => (value === undefined ? [] : [{ value, index }]));
  const corrected = new Array<number | undefined>(pValues.length).fill(undefined);
  let least = 0;
  for (const [rank, { value, index }] of made.sort((one, other) => one.value - other.value).entries()) {
    least = Math.max(least, Math.min(1, value * (made.length - rank)));
    corrected[index] = least;
  }
  return corrected;
}
