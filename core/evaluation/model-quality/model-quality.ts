import { canonicalOrder, type EvaluatedRow } from '../evaluated-row';
import { NoRows } from '../evaluation-error';
import { type BinaryClassificationMetrics, binaryMetrics } from './binary-metrics';
import { type MulticlassClassificationMetrics, multiclassMetrics } from './multiclass-metrics';

/** `metrics.json`: what Model Monitor's model-quality job writes as `statistics.json`. */
export type ModelQuality = {
  readonly version: 0;
  readonly dataset: { readonly item_count: number };
} & (
  | { readonly binary_classification_metrics: BinaryClassificationMetrics }
  | { readonly multiclass_classification_metrics: MulticlassClassificationMetrics }
);

/**
 * The metrics in Model Monitor's form: binary for two classes, class 1 being the positive one, multiclass for more
 * (https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-model-quality-metrics.html).
 * @param form overrides the form; two classes may have either
 * @throws NoRows
 */
export function modelQuality(
  rows: readonly EvaluatedRow[],
  classCount: number,
  seed: number,
  form: 'binary' | 'multiclass' = classCount === 2 ? 'binary' : 'multiclass',
): ModelQuality {
  if (rows.length === 0) throw new NoRows('There is no row to compute model quality from.');
  if (form === 'binary' && classCount !== 2)
    throw new RangeError(`The binary form has no room for ${classCount} classes.`);
  const ordered = canonicalOrder(rows);
  const file = { version: 0, dataset: { item_count: rows.length } } as const;
  return form === 'binary'
    ? { ...file, binary_classification_metrics: binaryMetrics(ordered, seed) }
    : { ...file, multiclass_classification_metrics: multiclassMetrics(ordered, classCount, seed) };
}
