import { planBatch } from '../../core/batch/plan-batch';
import { batchInputSchema } from '../../core/contracts/batch';
import { parseInput } from '../../core/contracts/parse-input';
import { functionFrame } from '../adapters/function-frame';
import { environmentSchema } from './env';

/** Tells in which of its forms a batch's input is, and refuses what cannot be one before anything is read. */
export const handler = functionFrame(
  environmentSchema,
  (settings) => async (event) =>
    planBatch(parseInput(batchInputSchema, event, 'input of the batch'), settings.READABLE_BUCKETS),
);
