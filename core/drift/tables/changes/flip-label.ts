import * as z from 'zod';
import type { WholeTable } from '../../../table/whole-table';
import { LABEL_ROLE } from '../answer-columns';
import { affected, type Play, withCells } from './change';

export const flipLabelSchema = z.strictObject({ change: z.literal('flip-label'), ...affected });

/** Labels become the other of 0 and 1; a missing one stays missing. */
export const flipLabel = (change: z.infer<typeof flipLabelSchema>, play: Play): WholeTable =>
  withCells(play, LABEL_ROLE, change, (before) => (before === null ? null : 1 - Number(before)));
