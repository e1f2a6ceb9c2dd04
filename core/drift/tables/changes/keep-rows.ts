import * as z from 'zod';
import { rowCountOf, rowsAt, type WholeTable } from '../../../table/whole-table';
import { chosen } from '../chosen-places';
import { placesWhere, whereSchema } from '../condition';
import type { Play } from './change';

export const keepRowsSchema = z.strictObject({
  change: z.literal('keep-rows'),
  where: whereSchema,
  /** Of the rows that meet the condition; others stay anyway. */
  count: z.int().min(0),
});

/** Of the rows that meet a condition only some are left, chosen by the seed. */
export function keepRows({ where, count }: z.infer<typeof keepRowsSchema>, play: Play): WholeTable {
  const places = placesWhere(play, where);
  const kept = new Set(chosen(places, count, play.random));
  const dropped = new Set(places.filter((place) => !kept.has(place)));
  const left = Array.from({ length: rowCountOf(play.table) }, (_, row) => row).filter((row) => !dropped.has(row));
  return rowsAt(play.table, left);
}
