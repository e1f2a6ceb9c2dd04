import type { Metric, MetricValues } from './metric';
import { withSampledDeviation } from './sampled-deviation';

export const REGRESSION_METRIC_NAMES = ['mae', 'mse', 'rmse', 'r2'] as const;
export type RegressionMetricName = (typeof REGRESSION_METRIC_NAMES)[number];

export type RegressionMetrics = Readonly<Record<RegressionMetricName, Metric>>;

export interface RegressionRow {
  readonly actual: number;
  readonly predicted: number;
}

/** What the metrics follow from, e = predicted - actual. */
export interface RegressionSums {
  readonly count: number;
  /** Σ|e| */
  readonly absolute: number;
  /** Σe² */
  readonly squares: number;
  /** Σ(actual - mean)² */
  readonly spread: number;
}

/** mae = Σ|e|/n, mse = Σe²/n, rmse = √mse, r2 = 1 - Σe²/Σ(actual - mean)², which does not exist where all actual values are equal. */
export function regressionValues({
  count,
  absolute,
  squares,
  spread,
}: RegressionSums): MetricValues<RegressionMetricName> {
  const mse = squares / count;
  return { mae: absolute / count, mse, rmse: Math.sqrt(mse), r2: spread === 0 ? undefined : 1 - squares / spread };
}

/** Model Monitor's metrics of numbers. @param rows at least one, in any order */
export function regressionMetrics(rows: readonly RegressionRow[], seed: number): RegressionMetrics {
  const ordered = [...rows].sort((one, other) => one.predicted - other.predicted || one.actual - other.actual);
  return withSampledDeviation(ordered, (some) => regressionValues(sumsOf(some)), seed);
}

function sumsOf(rows: readonly RegressionRow[]): RegressionSums {
  const mean = rows.reduce((sum, { actual }) => sum + actual, 0) / rows.length;
  let [absolute, squares, spread] = [0, 0, 0];
  for (const { actual, predicted } of rows) {
    absolute += Math.abs(predicted - actual);
    squares += (predicted - actual) ** 2;
    spread += (actual - mean) ** 2;
  }
  return { count: rows.length, absolute, squares, spread };
}
