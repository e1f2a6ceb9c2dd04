import { ErrorName } from '../../core/contracts/errors';
import { EvaluationState, type EvaluationSubject } from '../../core/evaluation/evaluation-state';
import type { EvaluationPart, RowResult } from '../../core/evaluation/progress/evaluation-part';

/** A row that the model was asked about. */
export interface AskedRow {
  /** The image's address, or the row's line in the table. */
  readonly source: string;
  /** Class index. */
  readonly label: number;
  /** In class order; or why there are none. */
  readonly answer: readonly number[] | Error;
}

/** What is wrong with one row, and says nothing of the others: such rows are counted, by reason. */
const OF_ONE_ROW: readonly string[] = [
  ErrorName.ImageNotFound,
  ErrorName.ImageUnreadable,
  ErrorName.ImageTooLarge,
  ErrorName.InvalidInput,
  ErrorName.ModelOutputInvalid,
];

export const isOfOneRow = ({ name }: Error): boolean => OF_ONE_ROW.includes(name);

/** @param from place of the first row in the test data */
export function partOf(
  asked: readonly AskedRow[],
  from: number,
  subject: EvaluationSubject,
  finishedAt: Date,
): EvaluationPart {
  const state = new EvaluationState(subject);
  const { classes } = subject;
  const results = asked.map(({ source, label, answer }, index): RowResult => {
    const row = { row: from + index, source, label: classes[label]! };
    if (answer instanceof Error) {
      state.addFailure(answer.name);
      return { ...row, error: `${answer.name}: ${answer.message}` };
    }
    state.add(label, answer);
    const { predicted, confidence } = state.keptRows().at(-1)!;
    return { ...row, predicted: classes[predicted], confidence, probabilities: [...answer] };
  });
  return { from, to: from + asked.length, finishedAt, state, results };
}
