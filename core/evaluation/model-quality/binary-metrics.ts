import type { EvaluatedRow } from '../evaluated-row';
import { areaUnderRoc } from '../metrics/area-under-roc';
import { type ConfusionCounts, countConfusion, rightOf } from '../metrics/confusion-counts';
import { fScore, ratio } from '../metrics/f-score';
import { precisionRecallCurve } from '../metrics/precision-recall-curve';
import { rank } from '../metrics/ranking';
import { rocCurve } from '../metrics/roc-curve';
import { thinned } from '../metrics/thinned';
import { constantClassifier } from './constant-classifier';
import type { ConfusionMatrix, Metric, MetricValues } from './metric';
import { withSampledDeviation } from './sampled-deviation';
import { writtenConfusion } from './written-confusion';

export const BINARY_METRIC_NAMES = [
  'recall',
  'precision',
  'accuracy',
  'recall_best_constant_classifier',
  'precision_best_constant_classifier',
  'accuracy_best_constant_classifier',
  'true_positive_rate',
  'true_negative_rate',
  'false_positive_rate',
  'false_negative_rate',
  'auc',
  'f0_5',
  'f1',
  'f2',
  'f0_5_best_constant_classifier',
  'f1_best_constant_classifier',
  'f2_best_constant_classifier',
] as const;
export type BinaryMetricName = (typeof BINARY_METRIC_NAMES)[number];

export interface BinaryClassificationMetrics extends Readonly<Record<BinaryMetricName, Metric>> {
  readonly confusion_matrix: ConfusionMatrix;
  readonly receiver_operating_characteristic_curve: {
    readonly false_positive_rates: readonly number[];
    readonly true_positive_rates: readonly number[];
  };
  readonly precision_recall_curve: { readonly precisions: readonly number[]; readonly recalls: readonly number[] };
}

/** Class 1 is the positive one. */
const POSITIVE = 1;
/** Model Monitor's engine cuts its curves to as many. */
const MAX_CURVE_POINTS = 1000;

const ranking = (rows: readonly EvaluatedRow[]) =>
  rank(rows.map(({ score, actual }) => ({ score, positive: actual === POSITIVE })));

/** Model Monitor's metrics of two classes. @param rows in canonical order, at least one */
export function binaryMetrics(rows: readonly EvaluatedRow[], seed: number): BinaryClassificationMetrics {
  const ranked = ranking(rows);
  const roc = thinned(rocCurve(ranked), MAX_CURVE_POINTS);
  const curve = thinned(precisionRecallCurve(ranked), MAX_CURVE_POINTS);
  return {
    confusion_matrix: writtenConfusion(countConfusion(rows, 2)),
    ...withSampledDeviation(rows, valuesOf, seed),
    receiver_operating_characteristic_curve: {
      false_positive_rates: roc.map(({ falsePositiveRate }) => falsePositiveRate),
      true_positive_rates: roc.map(({ truePositiveRate }) => truePositiveRate),
    },
    precision_recall_curve: {
      precisions: curve.map(({ precision }) => precision),
      recalls: curve.map(({ recall }) => recall),
    },
  };
}

const valuesOf = (rows: readonly EvaluatedRow[]): MetricValues<BinaryMetricName> =>
  binaryValues(countConfusion(rows, 2), areaUnderRoc(ranking(rows)));

/** The metrics of some confusion; all but the area under the ROC curve follow from it. */
export function binaryValues(counts: ConfusionCounts, auc: number | undefined): MetricValues<BinaryMetricName> {
  const own = positiveMetrics(counts);
  const constant = positiveMetrics(constantClassifier(counts, POSITIVE));
  const [[trueNegatives = 0, falsePositives = 0] = []] = counts;
  const negatives = trueNegatives + falsePositives;
  return {
    recall: own.recall,
    precision: own.precision,
    accuracy: own.accuracy,
    recall_best_constant_classifier: constant.recall,
    precision_best_constant_classifier: constant.precision,
    accuracy_best_constant_classifier: constant.accuracy,
    true_positive_rate: own.recall,
    true_negative_rate: ratio(trueNegatives, negatives),
    false_positive_rate: ratio(falsePositives, negatives),
    false_negative_rate: ratio(counts[1]![0]!, counts[1]![0]! + counts[1]![1]!),
    auc,
    f0_5: fScore(own.precision, own.recall, 0.5),
    f1: fScore(own.precision, own.recall, 1),
    f2: fScore(own.precision, own.recall, 2),
    f0_5_best_constant_classifier: fScore(constant.precision, constant.recall, 0.5),
    f1_best_constant_classifier: fScore(constant.precision, constant.recall, 1),
    f2_best_constant_classifier: fScore(constant.precision, constant.recall, 2),
  };
}

function positiveMetrics(counts: ConfusionCounts) {
  const [[trueNegatives = 0, falsePositives = 0] = [], [falseNegatives = 0, truePositives = 0] = []] = counts;
  const all = trueNegatives + falsePositives + falseNegatives + truePositives;
  return {
    precision: ratio(truePositives, truePositives + falsePositives),
    recall: ratio(truePositives, truePositives + falseNegatives),
    accuracy: ratio(rightOf(counts), all),
  };
}
