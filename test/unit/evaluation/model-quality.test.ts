import type { EvaluatedRow } from '../../../core/evaluation/evaluated-row';
import { NoRows } from '../../../core/evaluation/evaluation-error';
import type { BinaryClassificationMetrics } from '../../../core/evaluation/model-quality/binary-metrics';
import type { Metric } from '../../../core/evaluation/model-quality/metric';
import { modelQuality } from '../../../core/evaluation/model-quality/model-quality';
import type { MulticlassClassificationMetrics } from '../../../core/evaluation/model-quality/multiclass-metrics';
import { rowsOfConfusion } from './rows-of-confusion';

const binary = (rows: readonly EvaluatedRow[], seed = 0): BinaryClassificationMetrics => {
  const file = modelQuality(rows, 2, seed);
  if (!('binary_classification_metrics' in file)) throw new Error('not the binary form');
  return file.binary_classification_metrics;
};

const multiclass = (rows: readonly EvaluatedRow[], classes: number): MulticlassClassificationMetrics => {
  const file = modelQuality(rows, classes, 0, 'multiclass');
  if (!('multiclass_classification_metrics' in file)) throw new Error('not the multiclass form');
  return file.multiclass_classification_metrics;
};

// https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-model-quality-metrics.html
const DOCUMENTED_BINARY = {
  recall: 1,
  precision: 0.3333333333333333,
  accuracy: 0.5,
  recall_best_constant_classifier: 1,
  precision_best_constant_classifier: 0.25,
  accuracy_best_constant_classifier: 0.25,
  true_positive_rate: 1,
  true_negative_rate: 0.33333333333333337,
  false_positive_rate: 0.6666666666666666,
  false_negative_rate: 0,
  f0_5: 0.3846153846153846,
  f1: 0.5,
  f2: 0.7142857142857143,
  f0_5_best_constant_classifier: 0.29411764705882354,
  f1_best_constant_classifier: 0.4,
  f2_best_constant_classifier: 0.625,
} as const;

const DOCUMENTED_MULTICLASS = {
  accuracy: 0.6288167938931297,
  weighted_recall: 0.6288167938931297,
  weighted_precision: 0.6983172269629505,
  weighted_f0_5: 0.6803947317178771,
  weighted_f1: 0.6571162346664904,
  weighted_f2: 0.6384024354394601,
  accuracy_best_constant_classifier: 0.19370229007633588,
  weighted_recall_best_constant_classifier: 0.19370229007633588,
  weighted_precision_best_constant_classifier: 0.03752057718081697,
  weighted_f0_5_best_constant_classifier: 0.04473443104152011,
  weighted_f1_best_constant_classifier: 0.06286421244683643,
  weighted_f2_best_constant_classifier: 0.10570313141262414,
} as const;

it("gives the documentation's numbers for its example of two classes", () => {
  const metrics = binary(
    rowsOfConfusion([
      [1, 2],
      [0, 1],
    ]),
  );

  expect(metrics.confusion_matrix).toEqual({ 0: { 0: 1, 1: 2 }, 1: { 0: 0, 1: 1 } });
  for (const [name, value] of Object.entries(DOCUMENTED_BINARY)) {
    const metric = metrics[name as keyof typeof DOCUMENTED_BINARY];
    expect([name, metric.value]).toEqual([name, expect.closeTo(value, 12)]);
    expect(metric.standard_deviation).toBe('NaN');
  }
});

it("gives the documentation's numbers for its example of the multiclass form", () => {
  const metrics = multiclass(
    rowsOfConfusion([
      [1180, 510],
      [268, 138],
    ]),
    2,
  );

  expect(metrics.confusion_matrix).toEqual({ 0: { 0: 1180, 1: 510 }, 1: { 0: 268, 1: 138 } });
  for (const [name, value] of Object.entries(DOCUMENTED_MULTICLASS)) {
    expect([name, metrics[name as keyof typeof DOCUMENTED_MULTICLASS].value]).toEqual([
      name,
      expect.closeTo(value, 12),
    ]);
  }
});

it('says the most frequent class as the constant one when there are three classes', () => {
  const metrics = multiclass(
    rowsOfConfusion([
      [1, 0, 0],
      [0, 0, 0],
      [0, 3, 2],
    ]),
    3,
  );

  expect(metrics.accuracy_best_constant_classifier.value).toBeCloseTo(5 / 6, 12);
});

it('gives deviations from 200 rows on, of the size that sampling theory says', () => {
  const deviationOf = (rows: readonly EvaluatedRow[]): Metric['standard_deviation'] =>
    binary(rows).accuracy.standard_deviation;

  expect(
    deviationOf(
      rowsOfConfusion([
        [79, 20],
        [40, 60],
      ]),
    ),
  ).toBe('NaN');
  const deviations = Array.from({ length: 40 }, (_, seed) => {
    return Number(
      binary(
        rowsOfConfusion([
          [800, 200],
          [200, 800],
        ]),
        seed,
      ).accuracy.standard_deviation,
    );
  });
  // Without replacement: the root of p (1 - p) / m (1 - m / n), p = 0.8, n = 2000, m = 1600.
  const expected = Math.sqrt(((0.8 * 0.2) / 1600) * (1 - 0.8) * (2000 / 1999));
  const rootMeanSquare = Math.sqrt(deviations.reduce((sum, value) => sum + value ** 2, 0) / deviations.length);
  // 40 times 4 degrees of freedom: a relative error of 6 % is one standard deviation.
  expect(Math.abs(rootMeanSquare / expected - 1)).toBeLessThan(0.25);
});

it('draws the same samples for the same seed, and others for another', () => {
  const rows = rowsOfConfusion([
    [80, 30],
    [40, 90],
  ]);

  expect(binary(rows, 5)).toEqual(binary(rows, 5));
  expect(binary(rows, 5).accuracy).not.toEqual(binary(rows, 6).accuracy);
});

it('has curves of one point for each score between the ends, and the area under them', () => {
  const row = (actual: number, score: number): EvaluatedRow => {
    const [predicted, confidence] = score > 0.5 ? [1, score] : [0, 1 - score];
    const likelihood = actual === 1 ? score : 1 - score;
    return { actual, predicted, confidence, rawConfidence: confidence, likelihood, rawLikelihood: likelihood, score };
  };

  const metrics = binary([row(1, 0.9), row(0, 0.7), row(1, 0.7), row(0, 0.2)]);

  expect(metrics.receiver_operating_characteristic_curve).toEqual({
    false_positive_rates: [0, 0, 0.5, 1, 1],
    true_positive_rates: [0, 0.5, 1, 1, 1],
  });
  expect(metrics.precision_recall_curve).toEqual({
    precisions: [1, 1, 2 / 3, 0.5],
    recalls: [0, 0.5, 1, 1],
  });
  expect(metrics.auc.value).toBe(0.875);
});

it('has no AUC, but every other number, when the rows are of one class', () => {
  const metrics = binary(
    rowsOfConfusion([
      [150, 100],
      [0, 0],
    ]),
  );

  expect(metrics.auc).toEqual({ value: 'NaN', standard_deviation: 'NaN' });
  expect([metrics.recall.value, metrics.precision.value, metrics.accuracy.value]).toEqual([0, 0, 0.6]);
  expect(JSON.stringify(metrics)).not.toContain('null');
});

it('cuts long curves to 1,000 points that keep their ends', () => {
  const rows = rowsOfConfusion(
    [
      [1500, 0],
      [0, 1500],
    ],
    (index) => 0.5 + (index + 1) / 7000,
  );

  const { receiver_operating_characteristic_curve: roc, auc } = binary(rows);

  expect(roc.false_positive_rates).toHaveLength(1000);
  expect([roc.true_positive_rates[0], roc.true_positive_rates.at(-1), roc.false_positive_rates.at(-1)]).toEqual([
    0, 1, 1,
  ]);
  expect(auc.value).toBe(1);
});

it('refuses no rows by name', () => {
  expect(() => modelQuality([], 2, 0)).toThrow(NoRows);
});

it('writes the form by the number of classes', () => {
  expect(Object.keys(modelQuality(rowsOfConfusion([[1]]), 2, 0))).toEqual([
    'version',
    'dataset',
    'binary_classification_metrics',
  ]);
  expect(modelQuality(rowsOfConfusion([[1, 1]]), 3, 0)).toMatchObject({
    version: 0,
    dataset: { item_count: 2 },
    multiclass_classification_metrics: { accuracy: { value: 0.5 } },
  });
});
