import * as z from 'zod';
import type { EvaluatedRow } from './evaluated-row';
import { StateInvalid } from './evaluation-error';
import { EvaluationState } from './evaluation-state';
import { readIndices, readNumbers, storeIndices, storeNumbers } from './stored-column';

const columnsSchema = z.object({
  actual: z.base64(),
  predicted: z.base64(),
  rawConfidence: z.base64(),
  rawLikelihood: z.base64(),
  score: z.base64(),
  /** Absent where the temperature is 1: they are the raw ones. */
  confidence: z.base64().optional(),
  likelihood: z.base64().optional(),
});

/** A state as JSON: 28 bytes a row, 44 with a temperature, before base64. */
export const storedStateSchema = z.object({
  version: z.literal(1),
  classes: z.array(z.string()),
  temperature: z.number(),
  failures: z.record(z.string(), z.int().positive()),
  rows: columnsSchema,
});
export type StoredState = z.infer<typeof storedStateSchema>;

/** The state as a JSON value, for the next invocation. */
export function storeState(state: EvaluationState): StoredState {
  const { classes, temperature } = state.subject;
  const rows = state.keptRows();
  const numbers = (key: keyof EvaluatedRow) => storeNumbers(rows.map((row) => row[key]));
  return {
    version: 1,
    classes: [...classes],
    temperature,
    failures: { ...state.failureCounts() },
    rows: {
      actual: storeIndices(rows.map(({ actual }) => actual)),
      predicted: storeIndices(rows.map(({ predicted }) => predicted)),
      rawConfidence: numbers('rawConfidence'),
      rawLikelihood: numbers('rawLikelihood'),
      score: numbers('score'),
      ...(temperature === 1 ? {} : { confidence: numbers('confidence'), likelihood: numbers('likelihood') }),
    },
  };
}

/**
 * The inverse of `storeState`.
 * @throws StateInvalid for anything that `storeState` did not write
 */
export function readState(value: unknown): EvaluationState {
  const parsed = storedStateSchema.safeParse(value);
  if (!parsed.success) throw new StateInvalid('The stored state is not one of ours.', { cause: parsed.error });
  const { classes, temperature, failures, rows } = parsed.data;
  const state = new EvaluationState({ classes, temperature });
  state.addKept(readRows(rows, classes.length));
  for (const [reason, count] of Object.entries(failures)) state.addFailure(reason, count);
  return state;
}

function readRows(columns: StoredState['rows'], classes: number): EvaluatedRow[] {
  try {
    const actual = readIndices(columns.actual);
    const predicted = readIndices(columns.predicted);
    const rawConfidence = readNumbers(columns.rawConfidence);
    const rawLikelihood = readNumbers(columns.rawLikelihood);
    const score = readNumbers(columns.score);
    const confidence = columns.confidence === undefined ? rawConfidence : readNumbers(columns.confidence);
    const likelihood = columns.likelihood === undefined ? rawLikelihood : readNumbers(columns.likelihood);
    const all = [actual, predicted, rawConfidence, rawLikelihood, score, confidence, likelihood];
    if (all.some(({ length }) => length !== actual.length)) throw new RangeError('The columns differ in length.');
    return actual.map((label, index) => {
      if (label >= classes || predicted[index]! >= classes) throw new RangeError(`Row ${index} has no such class.`);
      return {
        actual: label,
        predicted: predicted[index]!,
        rawConfidence: rawConfidence[index]!,
        confidence: confidence[index]!,
        rawLikelihood: rawLikelihood[index]!,
        likelihood: likelihood[index]!,
        score: score[index]!,
      };
    });
  } catch (error) {
    throw new StateInvalid(`The stored state is broken: ${(error as Error).message}`, { cause: error });
  }
}
