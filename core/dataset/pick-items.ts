import { SeededRandom } from '../seeded-random';
import type { DataItem } from './data-set';

/**
 * Some items of a split, classes taking turns: lists are often sorted by class, and the first fifty would be of one. Which items, and in
 * which order, depends on the seed.
 * @returns all items where there are no more than `count`
 */
export function pickItems<Item extends DataItem>(items: readonly Item[], count: number, seed: number): Item[] {
  const shuffled = new SeededRandom(seed, 'pick').shuffled(items);
  const turns = new Map<number, number>();
  const withTurn = shuffled.map((item) => {
    const turn = turns.get(item.label) ?? 0;
    turns.set(item.label, turn + 1);
    return { item, turn };
  });
  return withTurn
    .sort((one, other) => one.turn - other.turn)
    .slice(0, Math.max(0, count))
    .map(({ item }) => item);
}
