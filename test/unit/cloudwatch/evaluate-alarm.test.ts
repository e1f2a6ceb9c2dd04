import { readAlarm } from '../../../local/cloudwatch/alarms/alarm';
import { evaluateAlarm } from '../../../local/cloudwatch/alarms/evaluate-alarm';
import { MetricSeries } from '../../../local/cloudwatch/metric-store';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 0, 1, 12, 0, 30);
const PROPERTIES = {
  Namespace: 'N',
  MetricName: 'M',
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 3,
  DatapointsToAlarm: 2,
  Threshold: 5,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
};

/** Judges an alarm by one value for each of the minutes before now, the oldest first; undefined is a minute without any. */
function state(values: readonly (number | undefined)[], more: object = {}) {
  const alarm = readAlarm('a', { ...PROPERTIES, ...more });
  const series = new MetricSeries(alarm.metric);
  for (const [at, value] of values.entries()) {
    if (value !== undefined) series.add(NOW - (values.length - at) * MINUTE, value);
  }
  return evaluateAlarm(alarm, series, NOW).state;
}

it.each([
  ['M of N breach', [5, 1, 9], {}, 'ALARM'],
  ['too few breach', [1, 1, 9], {}, 'OK'],
  ['those that breach lie too far back', [9, 9, 1, 1, 1], {}, 'OK'],
  ['none comes', [undefined, undefined, undefined], {}, 'INSUFFICIENT_DATA'],
  ['none comes, which is fine', [undefined, undefined, undefined], { TreatMissingData: 'notBreaching' }, 'OK'],
  ['none comes, which is a fault', [undefined, undefined, undefined], { TreatMissingData: 'breaching' }, 'ALARM'],
  ['none comes, which says nothing', [undefined, undefined, undefined], { TreatMissingData: 'ignore' }, undefined],
  ['one breaches and one is missing, which is a fault', [1, undefined, 9], { TreatMissingData: 'breaching' }, 'ALARM'],
  ['one breaches and the others are missing', [undefined, undefined, 9], {}, 'OK'],
  ['a lower limit is passed', [4, 3, 9], { ComparisonOperator: 'LessThanThreshold' }, 'ALARM'],
  ['a period holds several minutes', [2, 2, 2], { Period: 180, EvaluationPeriods: 1, DatapointsToAlarm: 1 }, 'ALARM'],
  ['a percentile breaches', [9, 9, 9], { Statistic: undefined, ExtendedStatistic: 'p99' }, 'ALARM'],
])('judges by the last periods when %s', (_what, values, more, expected) => {
  expect(state(values, more)).toBe(expected);
});

it('does not look at the minute that is not over', () => {
  const alarm = readAlarm('a', PROPERTIES);
  const series = new MetricSeries(alarm.metric);
  series.add(NOW, 100);

  expect(evaluateAlarm(alarm, series, NOW).state).toBe('INSUFFICIENT_DATA');
});

it.each([
  [{ Metrics: [{ Id: 'a', Expression: 'b / c' }] }, 'metric math'],
  [{ ComparisonOperator: 'GreaterThanUpperThreshold' }, 'GreaterThanUpperThreshold'],
  [{ Period: 10 }, 'multiple of 60'],
  [{ Statistic: 'IQM' }, 'IQM'],
  [{ AlarmActions: ['arn:aws:automate:us-east-1:ec2:stop'] }, 'topics'],
])('refuses %j by name', (more, reason) => {
  expect(() => readAlarm('a', { ...PROPERTIES, ...more })).toThrow(reason);
});
