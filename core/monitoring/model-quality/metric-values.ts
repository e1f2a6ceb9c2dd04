import type { Metric } from '../../evaluation/model-quality/metric';
import type { ModelQualityStatistics } from './model-quality-statistics';

/** The metrics of a file that are single numbers, by name. */
export function metricValues(file: ModelQualityStatistics): Readonly<Record<string, Metric>> {
  const block =
    'binary_classification_metrics' in file
      ? file.binary_classification_metrics
      : 'multiclass_classification_metrics' in file
        ? file.multiclass_classification_metrics
        : file.regression_metrics;
  const entries = Object.entries(block).filter((entry): entry is [string, Metric] => 'standard_deviation' in entry[1]);
  return Object.fromEntries(entries);
}

/** What kind of problem a file is about. */
export const problemKindOf = (file: ModelQualityStatistics): 'binary' | 'multiclass' | 'regression' =>
  'binary_classification_metrics' in file
    ? 'binary'
    : 'multiclass_classification_metrics' in file
      ? 'multiclass'
      : 'regression';
