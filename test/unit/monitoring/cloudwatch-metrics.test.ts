import { monitorsNamespace } from '../../../core/contracts/metric-names';
import { dataQualityMetrics, modelQualityMetrics, publishedValue } from '../../../core/monitoring/cloudwatch-metrics';
import { checkDataQuality } from '../../../core/monitoring/data-quality/check-data-quality';
import { suggestConstraints } from '../../../core/monitoring/data-quality/suggest-constraints';
import { tableStatistics } from '../../../core/monitoring/data-quality/table-statistics';
import { modelQualityStatistics } from '../../../core/monitoring/model-quality/model-quality-statistics';
import { analyseCsv } from '../../fixtures/monitoring/analyse';
import { captureLine, labelLine, labelledWindow } from '../../fixtures/monitoring/labelled';

const SUBJECT = { endpoint: 'second-look-dev', schedule: 'data-quality' };
const DIMENSIONS = [
  { Name: 'Endpoint', Value: 'second-look-dev' },
  { Name: 'MonitoringSchedule', Value: 'data-quality' },
];

const rows = Array.from({ length: 50 }, (_, index) => `${index},${index % 2 === 0 ? 'a' : ''}`);
const csv = `n,s\n${rows.join('\n')}\n`;
const baseline = tableStatistics(analyseCsv(csv));
const constraints = suggestConstraints(baseline);
const report = checkDataQuality(analyseCsv(csv, { baseline }), constraints);

it('publishes drift, data and completeness of each feature under the service’s names', () => {
  const metrics = dataQualityMetrics(report, baseline, constraints, SUBJECT);

  expect(metrics).toEqual(
    expect.arrayContaining([
      { MetricName: 'feature_baseline_drift_n', Dimensions: DIMENSIONS, Value: 0 },
      {
        MetricName: 'feature_data_n',
        Dimensions: DIMENSIONS,
        StatisticValues: { SampleCount: 50, Sum: 1225, Minimum: 0, Maximum: 49 },
      },
      {
        MetricName: 'feature_non_null_s',
        Dimensions: DIMENSIONS,
        StatisticValues: { SampleCount: 50, Sum: 25, Minimum: 0, Maximum: 1 },
      },
    ]),
  );
});

it('publishes configured features only, and none that the constraints keep quiet', () => {
  const quiet = {
    ...constraints,
    monitoring_config: { ...constraints.monitoring_config, emit_metrics: 'Disabled' as const },
  };

  const some = dataQualityMetrics(report, baseline, constraints, { ...SUBJECT, features: ['s'] });

  expect(new Set(some.map(({ MetricName }) => MetricName.slice(-2)))).toEqual(new Set(['_s']));
  expect(dataQualityMetrics(report, baseline, quiet, SUBJECT)).toEqual([]);
});

it('publishes metrics of model quality by name, without those that the rows do not give', () => {
  const state = labelledWindow(
    [{ file: 'c', content: captureLine('a', '[0.1, 0.9]') }],
    [{ file: 'l', content: labelLine('a', '1') }],
    { kind: 'binary' },
  );

  const metrics = modelQualityMetrics(modelQualityStatistics(state)!, SUBJECT);

  expect(metrics).toContainEqual({ MetricName: 'accuracy', Dimensions: DIMENSIONS, Value: 1 });
  expect(metrics.map(({ MetricName }) => MetricName)).not.toContain('auc');
});

it('maps infinities to what the service publishes, into a namespace of its own', () => {
  expect([Infinity, -Infinity, NaN, 0.5].map(publishedValue)).toEqual([2.348543e108, -2.348543e108, undefined, 0.5]);
  expect(monitorsNamespace('second-look', 'dev')).toBe('SecondLook/second-look-dev/Monitors');
});
