import { attributionMetrics, biasMetrics } from '../../../core/monitoring/analysis-metrics';

const SUBJECT = { endpoint: 'loans', schedule: 'hourly', features: ['group', 'amount'] };
const facet = (metrics: { name: string; value: number | 'Infinity' | null; error?: string }[]) => [
  { value_or_threshold: '1', metrics },
];

describe('metrics of bias', () => {
  const file = {
    version: '1.0',
    post_training_bias_metrics: {
      label: 'paid',
      label_value_or_threshold: '1',
      facets: {
        group: facet([
          { name: 'DPPL', value: 0.25 },
          { name: 'TE', value: 'Infinity' as const },
          { name: 'DAR', value: null, error: 'no rows' },
        ]),
        age: facet([{ name: 'DPPL', value: 0.5 }]),
      },
    },
  };

  it('have the names and dimensions of the service, of facets that are published', () => {
    const metrics = biasMetrics(file, SUBJECT);

    expect(metrics.map(({ MetricName, Value }) => [MetricName, Value])).toEqual([
      ['bias_metric_DPPL', 0.25],
      ['bias_metric_TE', 2.348543e108],
    ]);
    expect(metrics[0]?.Dimensions).toEqual([
      { Name: 'Endpoint', Value: 'loans' },
      { Name: 'MonitoringSchedule', Value: 'hourly' },
      { Name: 'BiasStage', Value: 'POST_TRAINING' },
      { Name: 'Label', Value: 'paid' },
      { Name: 'LabelValue', Value: '1' },
      { Name: 'Facet', Value: 'group' },
      { Name: 'FacetValue', Value: '1' },
    ]);
  });
});

it('metrics of attributions are those of published features, by label', () => {
  const explained = { global_shap_values: { amount: 0.4, age: 0.1 }, expected_value: 0.5 };

  const metrics = attributionMetrics({ version: '1.0', explanations: { kernel_shap: { label0: explained } } }, SUBJECT);

  expect(metrics).toEqual([
    {
      MetricName: 'feature_amount',
      Value: 0.4,
      Dimensions: expect.arrayContaining([
        { Name: 'ExplainabilityMethod', Value: 'KernelShap' },
        { Name: 'Label', Value: 'label0' },
        { Name: 'ValueType', Value: 'GlobalShapValues' },
      ]),
    },
  ]);
});
