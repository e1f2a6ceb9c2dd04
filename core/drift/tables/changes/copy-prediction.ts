import * as z from 'zod';
import type { WholeTable } from '../../../table/whole-table';
import { LABEL_ROLE, PREDICTION_ROLE } from '../answer-columns';
import { cellsOf } from '../condition';
import { affected, type Play, withCells } from './change';

export const copyPredictionSchema = z.strictObject({ change: z.literal('copy-prediction'), ...affected });

/** The label becomes what the model has predicted. */
export function copyPrediction(change: z.infer<typeof copyPredictionSchema>, play: Play): WholeTable {
  const predictions = cellsOf(play, PREDICTION_ROLE);
  return withCells(play, LABEL_ROLE, change, (_, row) => predictions[row]!);
}
