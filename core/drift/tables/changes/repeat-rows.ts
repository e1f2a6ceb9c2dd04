import * as z from 'zod';
import { rowCountOf, rowsAt, type WholeTable } from '../../../table/whole-table';
import { chosenShare } from '../chosen-places';
import { placesWhere } from '../condition';
import { ScenarioUnfit } from '../scenario-error';
import { affected, MAX_GROWTH, type Play } from './change';

export const repeatRowsSchema = z.strictObject({
  change: z.literal('repeat-rows'),
  /** How often a row is there afterwards. */
  times: z.int().min(1).max(MAX_GROWTH),
  ...affected,
});

/** Rows are there several times, one copy behind the other. @throws ScenarioUnfit before the table grows too far */
export function repeatRows(change: z.infer<typeof repeatRowsSchema>, play: Play): WholeTable {
  const { table, random, rowsAtFirst } = play;
  const rows = rowCountOf(table);
  const repeated = new Set(chosenShare(placesWhere(play, change.where), change.share ?? 1, random));
  const grown = rows + repeated.size * (change.times - 1);
  if (grown > MAX_GROWTH * rowsAtFirst)
    throw new ScenarioUnfit(
      `The scenario would make ${grown} rows of ${rowsAtFirst}; a table grows ${MAX_GROWTH}-fold at most. Repeat fewer rows, or repeat them less often.`,
    );
  const places = Array.from({ length: rows }, (_, row) =>
    new Array<number>(repeated.has(row) ? change.times : 1).fill(row),
  ).flat();
  return rowsAt(table, places);
}
