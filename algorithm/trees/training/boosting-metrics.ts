import { areaUnderRoc } from '../../../core/evaluation/metrics/area-under-roc';
import { rank } from '../../../core/evaluation/metrics/ranking';

/** Metrics of the built-in algorithm that are computed here; `auc` is the only one that is better when it is higher. */
export const METRIC_NAMES = ['auc', 'logloss', 'error', 'rmse', 'mae'] as const;
export type MetricName = (typeof METRIC_NAMES)[number];

export const isBetter = (metric: MetricName, value: number, than: number): boolean =>
  metric === 'auc' ? value > than : value < than;

/** XGBoost keeps a probability this far from 0 and 1 within a logarithm. */
const LEAST_PROBABILITY = 1e-16;

/**
 * A metric of predictions: probabilities for auc, logloss and error, values otherwise.
 * @returns NaN where it is not defined: the area under the curve of rows of one class
 * @see https://xgboost.readthedocs.io/en/stable/parameter.html#learning-task-parameters
 */
export function metricOf(metric: MetricName, predictions: ArrayLike<number>, labels: ArrayLike<number>): number {
  if (metric === 'auc') {
    const rows = Array.from(predictions, (score, row) => ({ score, positive: labels[row] === 1 }));
    return areaUnderRoc(rank(rows)) ?? Number.NaN;
  }
  const loss = LOSSES[metric];
  let sum = 0;
  for (let row = 0; row < predictions.length; row += 1) sum += loss(predictions[row]!, labels[row]!);
  const mean = sum / predictions.length;
  return metric === 'rmse' ? Math.sqrt(mean) : mean;
}

const LOSSES: Readonly<Record<Exclude<MetricName, 'auc'>, (prediction: number, label: number) => number>> = {
  logloss: (prediction, label) => -Math.log(Math.max(LEAST_PROBABILITY, label === 1 ? prediction : 1 - prediction)),
  error: (prediction, label) => Number(Number(prediction > 0.5) !== label),
  rmse: (prediction, label) => (prediction - label) ** 2,
  mae: (prediction, label) => Math.abs(prediction - label),
};

/** One round in the form of the built-in algorithm, whose tabulators its log writes as `#011`. */
export function roundLine(round: number, metrics: readonly (readonly [name: string, value: number])[]): string {
  return [`[${round}]`, ...metrics.map(([name, value]) => `${name}:${value.toFixed(5)}`)].join('#011');
}
