/** What is kept of one row once the model has answered: five numbers, whatever the number of classes. */
export interface EvaluatedRow {
  /** Class index of the label. */
  readonly actual: number;
  /** Class index of the largest probability; the first of equals. */
  readonly predicted: number;
  /** The largest probability as the model gave it. */
  readonly rawConfidence: number;
  /** The largest probability after calibration; the workflow compares this one with its threshold. */
  readonly confidence: number;
  /** The probability the model gave the label. */
  readonly rawLikelihood: number;
  /** The same after calibration. */
  readonly likelihood: number;
  /** The probability of class 1 as the model gave it: what a ROC curve of two classes ranks. */
  readonly score: number;
}

export const isRight = ({ actual, predicted }: EvaluatedRow): boolean => actual === predicted;

const ORDER = ['confidence', 'rawConfidence', 'score', 'likelihood', 'rawLikelihood'] as const;

/**
 * The rows from the surest down, in an order that depends on their values alone: sums of floating-point numbers and random samples then
 * come out the same however the rows were split among invocations.
 */
export function canonicalOrder(rows: readonly EvaluatedRow[]): EvaluatedRow[] {
  return [...rows].sort((one, other) => {
    for (const key of ORDER) if (one[key] !== other[key]) return other[key] - one[key];
    return one.actual - other.actual || one.predicted - other.predicted;
  });
}
