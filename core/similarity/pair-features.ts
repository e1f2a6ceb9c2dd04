import { pairCounts } from './bag-of-words';
import { DISTANCES } from './distances';

export const FEATURE_DECIMALS = 5;

/** Names of a pair's features, in their order. */
export const PAIR_FEATURES: readonly string[] = DISTANCES.map(([name]) => name);

/**
 * The distances of a pair of sentences, scaled so that the smallest is 0 and the largest 1 (all 0 where they are equal), with five decimals.
 * @returns one number for each of `PAIR_FEATURES`
 */
export function pairFeatures(one: string, other: string): number[] {
  const { first, second } = pairCounts(one, other);
  const distances = DISTANCES.map(([, distance]) => distance(first, second));
  const [least, most] = [Math.min(...distances), Math.max(...distances)];
  return distances.map((value) =>
    most === least ? 0 : Number(((value - least) / (most - least)).toFixed(FEATURE_DECIMALS)),
  );
}
