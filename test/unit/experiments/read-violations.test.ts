import { readViolations } from '../../../core/experiments/read-violations';

const read = (...violations: Parameters<typeof readViolations>[1]['violations']) =>
  readViolations('one', { violations });

it('reads distance and threshold of a drifted feature', () => {
  const { features } = read({
    feature_name: 'duration',
    constraint_check_type: 'baseline_drift_check',
    description: 'Baseline drift distance: 0.28 exceeds threshold: 0.1',
  });
  expect(features).toEqual([{ feature: 'duration', distance: 0.28, threshold: 0.1, isViolated: true }]);
});

it('reads value and threshold of a metric, with and without a deviation', () => {
  const { metrics } = read(
    {
      metric_name: 'accuracy',
      constraint_check_type: 'LessThanThreshold',
      description: "Metric accuracy with 0.47 +/- 0.01 was LessThanThreshold '0.6'",
    },
    {
      constraint_check_type: 'GreaterThanThreshold',
      description: "Metric false_positive_rate with 0.5 +/- NaN was GreaterThanThreshold '1.2E-3'",
    },
  );
  expect(metrics).toEqual([
    { metric: 'accuracy', observed: 0.47, baseline: 0.6, isViolated: true },
    { metric: 'false_positive_rate', observed: 0.5, baseline: 0.0012, isViolated: true },
  ]);
});

it('reads a metric of bias, infinite ones too', () => {
  const { bias } = read(
    {
      facet: 'age',
      facet_value: '40',
      metric_name: 'DPL',
      constraint_check_type: 'bias_drift_check',
      description:
        "Metric value -0.3748947825295131 doesn't meet the baseline constraint requirement 0.28176563733194276",
    },
    {
      facet: 'age',
      facet_value: '40',
      metric_name: 'KL',
      constraint_check_type: 'bias_drift_check',
      description: "Metric value Infinity doesn't meet the baseline constraint requirement 0.1",
    },
  );
  expect(bias).toMatchObject([
    { facet: 'age = 40', metric: 'DPL', observed: -0.3748947825295131, baseline: 0.28176563733194276 },
    { metric: 'KL', observed: Number.POSITIVE_INFINITY, baseline: 0.1 },
  ]);
});

it('reads the nDCG of drifted attributions', () => {
  const { attributions } = read({
    label: 'label0',
    metric_name: 'shap',
    constraint_check_type: 'feature_attribution_drift_check',
    description: 'Feature attribution drift 0.7639720923277322 exceeds threshold 0.9',
  });
  expect(attributions).toEqual([
    { label: 'label0', ndcg: 0.7639720923277322, threshold: 0.9, isViolated: true, top: [] },
  ]);
});

it('lists a violation without numbers, and draws nothing of it', () => {
  const run = read({
    feature_name: 'fare_amount',
    constraint_check_type: 'data_type_check',
    description: 'Value: 0.4994994994994995 does not meet the constraint requirement! ',
  });
  expect(run.violations).toHaveLength(1);
  expect([run.features, run.metrics, run.bias, run.attributions]).toEqual([[], [], [], []]);
});
