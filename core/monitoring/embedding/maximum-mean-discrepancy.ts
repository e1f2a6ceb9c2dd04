import { SeededRandom } from '../../seeded-random';

/** What a test of two samples found. */
export interface TwoSampleTest {
  /** Of the samples: the larger, the more they differ. */
  readonly distance: number;
  /** The smallest distance that would have been significant at `level`. */
  readonly smallestAlarming: number;
  /** Share of random divisions of the pooled rows that differ at least as much. */
  readonly pValue: number;
}

export interface MmdOptions {
  readonly seed: number;
  /** Level of significance for `smallestAlarming`. */
  readonly level: number;
  /** Random divisions. @default 999, which gives p-values down to 0.001 */
  readonly permutations?: number;
}

/**
 * Whether two samples of vectors come from one distribution: the maximum mean discrepancy with a Gaussian kernel whose width is the median
 * distance, against random divisions of the pooled rows (exact at any size). distance = the root of
 * mean k(x, x') + mean k(y, y') - 2 mean k(x, y).
 * @param baseline, current rows of equal length, two or more on each side
 * @see Gretton et al. (2012), "A Kernel Two-Sample Test": https://jmlr.org/papers/v13/gretton12a.html
 */
export function maximumMeanDiscrepancy(
  baseline: readonly ArrayLike<number>[],
  current: readonly ArrayLike<number>[],
  { seed, level, permutations = 999 }: MmdOptions,
): TwoSampleTest {
  const rows = [...baseline, ...current];
  const kernel = gaussianKernel(squaredDistances(rows), rows.length);
  const weights = rows.map((_, index) => (index < baseline.length ? 1 / baseline.length : -1 / current.length));
  const observed = quadraticForm(kernel, weights);
  const random = new SeededRandom(seed, 'mmd', baseline.length, current.length);
  const shuffled: number[] = [];
  for (let round = 0; round < permutations; round += 1) shuffled.push(quadraticForm(kernel, random.shuffled(weights)));
  const atLeast = shuffled.filter((value) => value >= observed - 1e-12).length;
  const root = (value: number): number => Math.sqrt(Math.max(0, value));
  const rank = Math.min(permutations - 1, Math.ceil((1 - level) * (permutations + 1)) - 1);
  return {
    distance: root(observed),
    smallestAlarming: root(shuffled.sort((one, other) => one - other)[rank]!),
    pValue: (atLeast + 1) / (permutations + 1),
  };
}

/** The upper triangle, row by row. */
function squaredDistances(rows: readonly ArrayLike<number>[]): Float64Array {
  const distances = new Float64Array((rows.length * (rows.length - 1)) / 2);
  let to = 0;
  for (let one = 0; one < rows.length; one += 1) {
    for (let other = one + 1; other < rows.length; other += 1, to += 1) {
      const [here, there] = [rows[one]!, rows[other]!];
      let sum = 0;
      for (let at = 0; at < here.length; at += 1) sum += (here[at]! - there[at]!) ** 2;
      distances[to] = sum;
    }
  }
  return distances;
}

/** The whole matrix, row by row. Where most rows are the same, the median distance is 0, and the mean stands in for it. */
function gaussianKernel(distances: Float64Array, size: number): Float64Array {
  const sorted = Float64Array.from(distances).sort();
  const mean = distances.reduce((sum, value) => sum + value, 0) / Math.max(1, distances.length);
  const width = sorted[sorted.length >> 1] || mean || 1;
  const kernel = new Float64Array(size * size);
  let from = 0;
  for (let one = 0; one < size; one += 1) {
    kernel[one * size + one] = 1;
    for (let other = one + 1; other < size; other += 1, from += 1) {
      const value = Math.exp(-distances[from]! / width);
      kernel[one * size + other] = value;
      kernel[other * size + one] = value;
    }
  }
  return kernel;
}

/** wᵀKw */
function quadraticForm(kernel: Float64Array, weights: readonly number[]): number {
  const size = weights.length;
  let total = 0;
  for (let row = 0; row < size; row += 1) {
    let sum = 0;
    const from = row * size;
    for (let column = 0; column < size; column += 1) sum += kernel[from + column]! * weights[column]!;
    total += weights[row]! * sum;
  }
  return total;
}
