import type { EvaluatedRow } from '../evaluated-row';
import { classMetrics } from '../metrics/class-metrics';
import { type ConfusionCounts, countConfusion, rightOf, totalOf } from '../metrics/confusion-counts';
import { fScore, ratio } from '../metrics/f-score';
import { constantClassifier, constantClassOf } from './constant-classifier';
import type { ConfusionMatrix, Metric, MetricValues } from './metric';
import { withSampledDeviation } from './sampled-deviation';
import { writtenConfusion } from './written-confusion';

export const MULTICLASS_METRIC_NAMES = [
  'accuracy',
  'weighted_recall',
  'weighted_precision',
  'weighted_f0_5',
  'weighted_f1',
  'weighted_f2',
  'accuracy_best_constant_classifier',
  'weighted_recall_best_constant_classifier',
  'weighted_precision_best_constant_classifier',
  'weighted_f0_5_best_constant_classifier',
  'weighted_f1_best_constant_classifier',
  'weighted_f2_best_constant_classifier',
] as const;
export type MulticlassMetricName = (typeof MULTICLASS_METRIC_NAMES)[number];

export interface MulticlassClassificationMetrics extends Readonly<Record<MulticlassMetricName, Metric>> {
  readonly confusion_matrix: ConfusionMatrix;
}

/** Model Monitor's metrics of any number of classes; "weighted": by the support of each class. @param rows in canonical order */
export function multiclassMetrics(
  rows: readonly EvaluatedRow[],
  classCount: number,
  seed: number,
): MulticlassClassificationMetrics {
  const whole = countConfusion(rows, classCount);
  const constantClass = constantClassOf(whole);
  return {
    confusion_matrix: writtenConfusion(whole),
    ...withSampledDeviation(rows, (some) => valuesOf(countConfusion(some, classCount), constantClass), seed),
  };
}

/** The metrics of some confusion. */
export const multiclassValues = (counts: ConfusionCounts): MetricValues<MulticlassMetricName> =>
  valuesOf(counts, constantClassOf(counts));

function valuesOf(counts: ConfusionCounts, constantClass: number): MetricValues<MulticlassMetricName> {
  const own = weighted(counts);
  const constant = weighted(constantClassifier(counts, constantClass));
  return {
    accuracy: own.accuracy,
    weighted_recall: own.recall,
    weighted_precision: own.precision,
    weighted_f0_5: own.f0_5,
    weighted_f1: own.f1,
    weighted_f2: own.f2,
    accuracy_best_constant_classifier: constant.accuracy,
    weighted_recall_best_constant_classifier: constant.recall,
    weighted_precision_best_constant_classifier: constant.precision,
    weighted_f0_5_best_constant_classifier: constant.f0_5,
    weighted_f1_best_constant_classifier: constant.f1,
    weighted_f2_best_constant_classifier: constant.f2,
  };
}

function weighted(counts: ConfusionCounts) {
  const classes = classMetrics(counts);
  const total = totalOf(counts);
  const mean = (value: (precision: number, recall: number) => number): number =>
    ratio(
      classes.reduce((sum, { precision, recall, support }) => sum + support * value(precision, recall), 0),
      total,
    );
  return {
    accuracy: ratio(rightOf(counts), total),
    recall: mean((_, recall) => recall),
    precision: mean((precision) => precision),
    f0_5: mean((precision, recall) => fScore(precision, recall, 0.5)),
    f1: mean((precision, recall) => fScore(precision, recall, 1)),
    f2: mean((precision, recall) => fScore(precision, recall, 2)),
  };
}
