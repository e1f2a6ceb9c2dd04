import { chiSquaredTail } from '../../evaluation/statistics/incomplete-gamma';

export interface ChiSquaredTest {
  readonly statistic: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  /** Categories left once small ones have been pooled. */
  readonly categories: number;
}

/** Counts of one category in both samples. */
export type CategoryPair = readonly [baseline: number, current: number];

/** Cochran: every expected count of a 2x2 table. */
const COCHRAN = 10;
/** Yates: no expected count of a larger table is below 1, and at most a fifth are below 5. */
const [YATES_LEAST, YATES_SMALL, YATES_SHARE] = [1, 5, 0.2];

/**
 * Pearson's test that two samples have the same distribution over categories. Small categories are pooled, smallest first, until the
 * expected counts allow the test (Cochran, Biometrics 10, 1954).
 * @returns undefined where not even two categories allow it: not enough data
 */
export function chiSquaredTest(pairs: readonly CategoryPair[]): ChiSquaredTest | undefined {
  const table = pairs.filter(([n, m]) => n + m > 0).map(([n, m]) => [n, m] as [number, number]);
  const totals = table.reduce(([n, m], pair) => [n + pair[0], m + pair[1]] as [number, number], [0, 0] as [
    number,
    number,
  ]);
  table.sort((one, other) => one[0] + one[1] - (other[0] + other[1]) || one[0] - other[0]);
  while (table.length > 2 && !isAllowed(table, totals)) pool(table);
  if (table.length < 2 || !isAllowed(table, totals)) return undefined;
  const statistic = table.reduce((sum, pair) => sum + deviation(pair, totals), 0);
  const degreesOfFreedom = table.length - 1;
  return { statistic, degreesOfFreedom, pValue: chiSquaredTail(statistic, degreesOfFreedom), categories: table.length };
}

/** The statistic from which on p is below the level, by bisection. */
export function criticalStatistic(level: number, degreesOfFreedom: number): number {
  let [low, high] = [0, 1];
  while (chiSquaredTail(high, degreesOfFreedom) > level && high < 1e12) high *= 2;
  for (let step = 0; step < 200 && high - low > 1e-12 * high; step += 1) {
    const middle = (low + high) / 2;
    if (chiSquaredTail(middle, degreesOfFreedom) > level) low = middle;
    else high = middle;
  }
  return high;
}

/** The two smallest become one, in its place among the rest. */
function pool(table: [number, number][]): void {
  const [one, other] = table.splice(0, 2) as [[number, number], [number, number]];
  const pooled: [number, number] = [one[0] + other[0], one[1] + other[1]];
  const size = pooled[0] + pooled[1];
  const at = table.findIndex(([n, m]) => n + m >= size);
  table.splice(at < 0 ? table.length : at, 0, pooled);
}

function expectedOf([n, m]: CategoryPair, totals: CategoryPair): [number, number] {
  const share = (n + m) / (totals[0] + totals[1]);
  return [share * totals[0], share * totals[1]];
}

function isAllowed(table: readonly CategoryPair[], totals: CategoryPair): boolean {
  const expected = table.flatMap((pair) => expectedOf(pair, totals));
  if (table.length === 2) return expected.every((count) => count >= COCHRAN);
  const small = expected.filter((count) => count < YATES_SMALL).length;
  return expected.every((count) => count >= YATES_LEAST) && small <= YATES_SHARE * expected.length;
}

function deviation(pair: CategoryPair, totals: CategoryPair): number {
  const [one, other] = expectedOf(pair, totals);
  return (pair[0] - one) ** 2 / one + (pair[1] - other) ** 2 / other;
}
