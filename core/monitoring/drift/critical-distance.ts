import { kolmogorovPValue } from './kolmogorov-smirnov';

const STEPS = 18;

/**
 * The smallest distance of Kolmogorov and Smirnov's whose p-value is below a level, by bisection.
 * @param n, m rows of the two samples
 * @returns undefined where not even samples that share nothing would be significant: not enough data
 */
export function criticalDistance(n: number, m: number, level: number): number | undefined {
  if (n === 0 || m === 0 || kolmogorovPValue(1, n, m) >= level) return undefined;
  let [low, high] = [0, 1];
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2;
    if (kolmogorovPValue(middle, n, m) < level) high = middle;
    else low = middle;
  }
  return high;
}
