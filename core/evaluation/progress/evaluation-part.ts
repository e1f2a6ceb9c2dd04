import * as z from 'zod';
import type { EvaluationState } from '../evaluation-state';
import { readState, storedStateSchema, storeState } from '../stored-state';

/** What became of one row. */
export const rowResultSchema = z.object({
  /** In the test data, from 0. */
  row: z.int().min(0),
  /** The image's address, or the row's line in the table. */
  source: z.string(),
  label: z.string(),
  /** Absent where the model gave no answer; `error` then says why. */
  predicted: z.string().optional(),
  /** Calibrated, 0..1. */
  confidence: z.number().optional(),
  /** As the model gave them, in class order. */
  probabilities: z.array(z.number()).optional(),
  error: z.string().optional(),
});
export type RowResult = z.infer<typeof rowResultSchema>;

const storedPartSchema = z.object({
  version: z.literal(1),
  from: z.int().min(0),
  to: z.int().min(1),
  finishedAt: z.iso.datetime(),
  state: storedStateSchema,
  results: z.array(rowResultSchema),
});

/** The rows `from` up to and without `to`, all of them asked about. A part is written once, whole: so no row is counted twice. */
export interface EvaluationPart {
  readonly from: number;
  readonly to: number;
  readonly finishedAt: Date;
  readonly state: EvaluationState;
  readonly results: readonly RowResult[];
}

/** As JSON. */
export function storePart({ from, to, finishedAt, state, results }: EvaluationPart): string {
  const stored: z.input<typeof storedPartSchema> = {
    version: 1,
    from,
    to,
    finishedAt: finishedAt.toISOString(),
    state: storeState(state),
    results: [...results],
  };
  return JSON.stringify(stored);
}

/** The inverse of `storePart`. @throws Error, StateInvalid for anything else */
export function readPart(text: string): EvaluationPart {
  const { from, to, finishedAt, state, results } = storedPartSchema.parse(JSON.parse(text));
  return { from, to, finishedAt: new Date(finishedAt), state: readState(state), results };
}

/** Where the parts of `rows` rows begin and end. @param size rows of a part, at least 1 */
export function partBounds(rows: number, size: number): { readonly from: number; readonly to: number }[] {
  return Array.from({ length: Math.ceil(rows / size) }, (_, index) => ({
    from: index * size,
    to: Math.min(rows, (index + 1) * size),
  }));
}
