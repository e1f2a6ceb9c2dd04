import * as z from 'zod';
import type { SeededRandom } from '../../../seeded-random';
import type { WholeCell, WholeTable } from '../../../table/whole-table';
import { chosenShare } from '../chosen-places';
import { cellsOf, columnName, type PlayedTable, placesWhere, type Where, whereSchema } from '../condition';

/** A table may grow to so many times its rows, whatever a scenario says: what is repeated tells nothing new. */
export const MAX_GROWTH = 20;

/** Which rows something happens to: those of a condition, and of those a share. */
export const affected = {
  where: whereSchema.optional(),
  /** Of the rows that meet the condition; exactly that many, rounded. @default all */
  share: z.number().min(0).max(1).optional(),
};

export interface Affected {
  readonly where?: Where;
  readonly share?: number;
}

/** What a change of a table is given beside its own words. */
export interface Play extends PlayedTable {
  readonly random: SeededRandom;
  /** Rows before any change: the measure of growth. */
  readonly rowsAtFirst: number;
}

/** The table with some cells of a column replaced. @param cell is called in the order of the rows */
export function withCells(
  play: Play,
  column: string,
  { where, share = 1 }: Affected,
  cell: (before: WholeCell, row: number) => WholeCell,
): WholeTable {
  const cells = [...cellsOf(play, column)];
  for (const row of chosenShare(placesWhere(play, where), share, play.random)) cells[row] = cell(cells[row]!, row);
  // A column of that name is there already: it keeps its place.
  return new Map(play.table).set(columnName(column, play.label), cells);
}
