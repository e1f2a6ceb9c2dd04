import type { SeededRandom } from '../../seeded-random';

/** That share of the places, rounded to whole rows, in ascending order: which ones is for the seed to say, how many is not. */
export function chosenShare(places: readonly number[], share: number, random: SeededRandom): number[] {
  return chosen(places, Math.round(share * places.length), random);
}

/** So many of the places, or all where there are no more; in ascending order. */
export function chosen(places: readonly number[], count: number, random: SeededRandom): number[] {
  if (count >= places.length) return [...places];
  return random
    .shuffled(places)
    .slice(0, count)
    .sort((one, other) => one - other);
}
