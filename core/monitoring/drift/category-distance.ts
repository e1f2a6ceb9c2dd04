import type { CategoryPair } from './chi-squared';

/** Pairs of both samples' counts, one for each category of either. */
export function pairCategories(
  baseline: ReadonlyMap<string, number>,
  current: ReadonlyMap<string, number>,
): CategoryPair[] {
  const names = new Set([...baseline.keys(), ...current.keys()]);
  return [...names].map((name) => [baseline.get(name) ?? 0, current.get(name) ?? 0]);
}

/** The largest difference between two shares of one category, max|p - q|. @param pairs with a count in either sample */
export function categoryDistance(pairs: readonly CategoryPair[]): number {
  const [n, m] = totalsOf(pairs);
  return pairs.reduce((most, [one, other]) => Math.max(most, Math.abs(one / n - other / m)), 0);
}

export function totalsOf(pairs: readonly CategoryPair[]): CategoryPair {
  let [n, m] = [0, 0];
  for (const [one, other] of pairs) {
    n += one;
    m += other;
  }
  return [n, m];
}
