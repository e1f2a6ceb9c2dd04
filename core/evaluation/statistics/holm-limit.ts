/**
 * Below which p-value a test would be significant after Holm's correction, if the tests made with it stayed as they are.
 * @param others p-values of the other tests; undefined where one could not be made, which does not count as one
 * @param level 0..1
 */
export function holmLimit(others: readonly (number | undefined)[], level: number): number {
  const sorted = others.filter((value) => value !== undefined).sort((one, other) => one - other);
  const tests = sorted.length + 1;
  // Those that pass before it need not be counted: each is tested with one fewer than the one before.
  const failing = sorted.findIndex((value, rank) => value * (tests - rank) >= level);
  return level / (tests - (failing === -1 ? sorted.length : failing));
}
