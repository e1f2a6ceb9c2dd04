import { ExplainabilityError } from './explainability-error';
import type { Cell } from './explained-model';

/**
 * The baseline that stands for "nothing special": each column's most frequent value; of equally frequent ones the smallest, numbers before text.
 * @throws ExplainabilityError BaselineInvalid for no rows, or rows of different lengths
 */
export function modeBaseline(rows: Iterable<readonly Cell[]>): Cell[] {
  let counts: Map<Cell, number>[] | undefined;
  for (const row of rows) {
    counts ??= row.map(() => new Map());
    if (row.length !== counts.length)
      throw new ExplainabilityError(
        'BaselineInvalid',
        `A row has ${row.length} features, the first one ${counts.length}.`,
      );
    for (const [column, cell] of row.entries()) counts[column]!.set(cell, (counts[column]!.get(cell) ?? 0) + 1);
  }
  if (counts === undefined)
    throw new ExplainabilityError('BaselineInvalid', 'There is no row to take a baseline from.');
  return counts.map((column) => {
    const [first, ...rest] = column;
    return rest.reduce(
      (best, next) => (next[1] > best[1] || (next[1] === best[1] && smaller(next[0], best[0])) ? next : best),
      first!,
    )[0];
  });
}

const smaller = (one: Cell, other: Cell): boolean =>
  typeof one === typeof other ? one < other : typeof one === 'number';
