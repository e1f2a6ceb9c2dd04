import type { EvaluatedRow } from '../../evaluation/evaluated-row';
import { binaryValues } from '../../evaluation/model-quality/binary-metrics';
import type { MetricValues } from '../../evaluation/model-quality/metric';
import { type ModelQuality, modelQuality } from '../../evaluation/model-quality/model-quality';
import { multiclassValues } from '../../evaluation/model-quality/multiclass-metrics';
import {
  type RegressionMetrics,
  regressionMetrics,
  regressionValues,
} from '../../evaluation/model-quality/regression-metrics';
import { writtenConfusion } from '../../evaluation/model-quality/written-confusion';
import { DoubleDouble } from '../sketch/double-double';
import type { ModelQualityState } from './model-quality-state';

/** `statistics.json` of model quality. */
export type ModelQualityStatistics =
  | ModelQuality
  | {
      readonly version: 0;
      readonly dataset: { readonly item_count: number };
      readonly regression_metrics: RegressionMetrics;
    };

/**
 * Every metric of the window. Up to the size of the sample all is computed from every row; beyond, what follows from the confusion or from sums
 * still is, and curves, the AUC and the standard deviations come from the sample.
 * @returns undefined where no row has a label
 */
export function modelQualityStatistics(state: ModelQualityState): ModelQualityStatistics | undefined {
  if (state.rows === 0) return undefined;
  const dataset = { item_count: state.rows };
  const sampled = state.sample.rows();
  if (state.problem.kind === 'regression') {
    const rows = sampled.map(([actual, predicted]) => ({ actual: actual!, predicted: predicted! }));
    const metrics = withValues(regressionMetrics(rows, state.seed), regressionValues(sumsOf(state)));
    return { version: 0, dataset, regression_metrics: metrics };
  }
  const counts = state.confusionCounts;
  const file = modelQuality(sampled.map(evaluatedRow), counts.length, state.seed, state.problem.kind);
  const confusion_matrix = writtenConfusion(counts);
  if ('binary_classification_metrics' in file) {
    const { binary_classification_metrics: metrics } = file;
    const auc = typeof metrics.auc.value === 'number' ? metrics.auc.value : undefined;
    const exact = { ...withValues(metrics, binaryValues(counts, auc)), confusion_matrix };
    return { ...file, dataset, binary_classification_metrics: exact };
  }
  const exact = { ...withValues(file.multiclass_classification_metrics, multiclassValues(counts)), confusion_matrix };
  return { ...file, dataset, multiclass_classification_metrics: exact };
}

const evaluatedRow = ([actual, predicted, score]: readonly number[]): EvaluatedRow => ({
  actual: actual!,
  predicted: predicted!,
  score: score!,
  rawConfidence: score!,
  confidence: score!,
  rawLikelihood: score!,
  likelihood: score!,
});

/** The metrics with these values, and the standard deviations that they have. */
function withValues<Metrics extends object>(metrics: Metrics, values: MetricValues<string>): Metrics {
  const changed = Object.entries(values).map(([name, value]) => {
    const metric = (metrics as Readonly<Record<string, object>>)[name];
    return [name, { ...metric, value: value ?? 'NaN' }];
  });
  return { ...metrics, ...Object.fromEntries(changed) };
}

function sumsOf({ rows, sums }: ModelQualityState) {
  const spread = DoubleDouble.spread(rows, sums.actual, sums.actualSquares) / rows;
  return { count: rows, absolute: sums.absolute.value, squares: sums.squares.value, spread };
}
