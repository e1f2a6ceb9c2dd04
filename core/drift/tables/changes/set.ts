import * as z from 'zod';
import type { WholeTable } from '../../../table/whole-table';
import { affected, type Play, withCells } from './change';

export const setSchema = z.strictObject({
  change: z.literal('set'),
  column: z.string(),
  /** null: the value is missing. */
  to: z.union([z.number(), z.string(), z.null()]),
  ...affected,
});

/** Gives cells of a column one value. */
export const set = (change: z.infer<typeof setSchema>, play: Play): WholeTable =>
  withCells(play, change.column, change, () => change.to);
