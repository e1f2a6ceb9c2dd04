import type { BaselinePositions } from '../sketch/baseline-positions';

/** The baseline's numbers: distinct values in ascending order, and how many lie on or below each. */
export interface NumberBaseline {
  readonly values: Float64Array;
  readonly cumulative: Float64Array;
  readonly count: number;
  /** Whether nothing lies between two values; otherwise the values are bounds of buckets, and only those are compared. */
  readonly isPointwise: boolean;
}

/** The largest distance between two distribution functions, sup|F1 - F2|. @param current at least one value */
export function kolmogorovDistance(
  { values, cumulative, count, isPointwise }: NumberBaseline,
  current: BaselinePositions,
): number {
  const { at } = current;
  const total = current.count;
  let below = 0;
  let baselineBelow = 0;
  let distance = 0;
  for (let index = 0; index < values.length; index += 1) {
    below += at[2 * index]!;
    if (isPointwise) distance = Math.max(distance, Math.abs(baselineBelow / count - below / total));
    below += at[2 * index + 1]!;
    baselineBelow = cumulative[index]!;
    distance = Math.max(distance, Math.abs(baselineBelow / count - below / total));
  }
  return distance;
}

/** Cells of the table of paths up to which the exact distribution is computed. */
const MAX_EXACT_CELLS = 1_000_000;

/**
 * How likely a distance this large is between two samples of one continuous distribution: exact for n m up to a million, by counting the
 * paths that stay nearer (Hodges, Arkiv för Matematik 3, 1958), else Kolmogorov's limit at √(nm / (n + m)) d. Ties make both
 * conservative.
 */
export function kolmogorovPValue(distance: number, n: number, m: number): number {
  if (distance <= 0) return 1;
  const value =
    n * m <= MAX_EXACT_CELLS ? exactTail(distance, n, m) : kolmogorovTail(distance * Math.sqrt((n * m) / (n + m)));
  return Math.min(1, Math.max(0, value));
}

/** 1 - P(every path from (0, 0) to (n, m) stays nearer than the distance); each cell holds the share of paths to it that do. */
function exactTail(distance: number, n: number, m: number): number {
  // Distances are multiples of 1 / (n m); half a step keeps rounding from deciding.
  const limit = (Math.ceil(distance * n * m - 1e-7) - 0.5) / (n * m);
  const isNear = (i: number, j: number): boolean => Math.abs(i / n - j / m) < limit;
  const shares = Float64Array.from({ length: m + 1 }, (_, j) => (isNear(0, j) ? 1 : 0));
  for (let j = 1; j <= m; j += 1) if (shares[j - 1] === 0) shares[j] = 0;
  for (let i = 1; i <= n; i += 1) {
    if (!isNear(i, 0)) shares[0] = 0;
    for (let j = 1; j <= m; j += 1) {
      shares[j] = isNear(i, j) ? (i * shares[j]! + j * shares[j - 1]!) / (i + j) : 0;
    }
  }
  return 1 - shares[m]!;
}

/**
 * Kolmogorov's distribution, P(K > x): the alternating series, or where that converges slowly the theta form
 * (W. Feller, Ann. Math. Stat. 19, 1948).
 */
export function kolmogorovTail(x: number): number {
  if (x <= 0) return 1;
  if (x < 1) {
    const step = (Math.PI * Math.PI) / (8 * x * x);
    const sum = [1, 3, 5, 7].reduce((total, odd) => total + Math.exp(-odd * odd * step), 0);
    return 1 - (Math.sqrt(2 * Math.PI) / x) * sum;
  }
  let sum = 0;
  for (let k = 1; k <= 10; k += 1) sum += (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * x * x);
  return 2 * sum;
}
