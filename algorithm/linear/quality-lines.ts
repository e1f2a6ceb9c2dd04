import { metricOf } from '../trees/training/boosting-metrics';

/** Of the log's metrics: as many rows as there are labels. */
export interface AnsweredRows {
  /** Probabilities. */
  readonly predictions: ArrayLike<number>;
  readonly labels: ArrayLike<number>;
}

/** Log lines in the form of the built-in Linear Learner, which SageMaker's metric definitions read. */
export function qualityLines(
  channel: 'train' | 'validation',
  { predictions, labels }: AnsweredRows,
): readonly string[] {
  const counts = { tp: 0, fp: 0, fn: 0 };
  for (let row = 0; row < predictions.length; row += 1) {
    const isPositive = predictions[row]! >= 0.5;
    if (isPositive) counts[labels[row] === 1 ? 'tp' : 'fp'] += 1;
    else if (labels[row] === 1) counts.fn += 1;
  }
  const { tp, fp, fn } = counts;
  const of = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
  const line = (name: string, value: number): string =>
    `#quality_metric: host=algo-1, ${channel} ${name}=${value.toFixed(6)}`;
  return [
    line('binary_classification_cross_entropy_objective <loss>', metricOf('logloss', predictions, labels)),
    line('binary_classification_accuracy <score>', of(predictions.length - fp - fn, predictions.length)),
    line('binary_f_1.000 <score>', of(2 * tp, 2 * tp + fp + fn)),
    line('precision <score>', of(tp, tp + fp)),
    line('recall <score>', of(tp, tp + fn)),
    line('roc_auc_score <score>', metricOf('auc', predictions, labels)),
  ];
}
