import type { TestPrediction } from './workflow-run';

export interface ConfusionMatrix {
  readonly classes: readonly string[];
  /** `counts[actual][predicted]`, by index into `classes`. */
  readonly counts: readonly (readonly number[])[];
  readonly total: number;
  /** 0..1; 0 for no prediction at all. */
  readonly accuracy: number;
}

/** Counts predictions. Labels outside `classes` get rows and columns of their own at the end, so that nothing is lost. */
export function confusionMatrix(predictions: readonly TestPrediction[], classes: readonly string[]): ConfusionMatrix {
  const names = [
    ...new Set([...classes, ...predictions.flatMap(({ trueLabel, predictedLabel }) => [trueLabel, predictedLabel])]),
  ];
  const index = new Map(names.map((name, at) => [name, at]));
  const counts = names.map(() => names.map(() => 0));
  for (const { trueLabel, predictedLabel } of predictions) {
    counts[index.get(trueLabel)!]![index.get(predictedLabel)!]! += 1;
  }
  const right = counts.reduce((sum, row, at) => sum + row[at]!, 0);
  return {
    classes: names,
    counts,
    total: predictions.length,
    accuracy: predictions.length === 0 ? 0 : right / predictions.length,
  };
}
