import { kolmogorovPValue } from './kolmogorov-smirnov';

/** Where two samples share so many steps that their distance is as good as continuous. */
const FINEST = 2 ** 18;

/** What is between alarming and not: distances up to the first are quiet, from the second on they alarm, and there are none between. */
export interface CriticalDistance {
  readonly quiet: number;
  readonly alarming: number;
}

/**
 * The smallest distance of Kolmogorov and Smirnov's whose p-value is below a level, by bisection, and the one below it. Distances of n and m rows are multiples of one
 * over their least common multiple; of many rows a step is taken to be 2^-18.
 * @param n, m rows of the two samples
 * @returns undefined where not even samples that share nothing would be significant: not enough data
 */
export function criticalDistance(n: number, m: number, level: number): CriticalDistance | undefined {
  if (n === 0 || m === 0 || kolmogorovPValue(1, n, m) >= level) return undefined;
  const steps = Math.min(FINEST, (n * m) / greatestDivisor(n, m));
  let [quiet, alarming] = [0, steps];
  while (alarming - quiet > 1) {
    const middle = Math.floor((quiet + alarming) / 2);
    if (kolmogorovPValue(middle / steps, n, m) < level) alarming = middle;
    else quiet = middle;
  }
  return { quiet: quiet / steps, alarming: alarming / steps };
}

const greatestDivisor = (n: number, m: number): number => (m === 0 ? n : greatestDivisor(m, n % m));
