import { ErrorName, PERMANENT_ERROR_NAMES } from '../../../core/contracts/errors';
import { UNEXPECTED_ERROR } from '../../../core/contracts/metric-names';
import { STACKS } from '../../../core/contracts/stack-names';
import { synthesized } from '../synthesized';

interface MetricQuery {
  readonly Expression?: string;
  readonly MetricStat?: {
    readonly Metric: {
      readonly Namespace: string;
      readonly MetricName: string;
      readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
    };
  };
}
interface Alarm {
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Metrics?: readonly MetricQuery[];
  readonly [property: string]: unknown;
}
let alarms: readonly Alarm[];
beforeAll(() => {
  const { templates } = synthesized('local');
  alarms = STACKS.flatMap((word) =>
    Object.values(templates[word].findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties as Alarm),
  );
});

const metricNames = (): string[] =>
  alarms.flatMap(({ Namespace, MetricName, Metrics = [] }) => [
    ...(MetricName === undefined ? [] : [`${Namespace}/${MetricName}`]),
    ...Metrics.flatMap(({ MetricStat }) =>
      MetricStat === undefined ? [] : [`${MetricStat.Metric.Namespace}/${MetricStat.Metric.MetricName}`],
    ),
  ]);

it('every alarm tells operations when it rings and when it is over, and takes silence for health', () => {
  for (const alarm of alarms) {
    const operations = [{ Ref: expect.stringContaining('operationstopicarn') }];
    expect(alarm).toMatchObject({ AlarmActions: operations, OKActions: operations, TreatMissingData: 'notBreaching' });
  }
});

it('no alarm counts failed executions, nor errors of functions: a low confidence is one', () => {
  expect(metricNames().filter((name) => /ExecutionsFailed|Lambda\/Errors/.test(name))).toEqual([]);
});

it('watches what nobody else reports', () => {
  expect([...new Set(metricNames())].sort()).toEqual([
    'AWS/Lambda/Duration',
    'AWS/Lambda/Throttles',
    'AWS/SQS/ApproximateNumberOfMessagesVisible',
    'AWS/SageMaker/Invocation5XXErrors',
    'AWS/SageMaker/ModelLatency',
    'AWS/States/ExecutionThrottled',
    'AWS/States/ExecutionsTimedOut',
    'SecondLook/CaptureNotWritten',
    'SecondLook/TechnicalFailure',
  ]);
});

it('has one alarm for each technical failure, over all functions of the workflow', () => {
  const failures = alarms.filter(({ Metrics = [] }) =>
    Metrics.some(({ MetricStat }) => MetricStat?.Metric.MetricName === 'TechnicalFailure'),
  );
  const watched = failures.map(({ Metrics = [] }) => {
    const dimensions = Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric.Dimensions ?? []);
    const services = dimensions.filter(({ Name }) => Name === 'service').map(({ Value }) => Value);
    expect(services.sort()).toEqual(['check-threshold', 'classify-image', 'serialize-image']);
    const names = new Set(dimensions.filter(({ Name }) => Name === 'errorName').map(({ Value }) => Value));
    expect(names.size).toBe(1);
    return [...names][0] as string;
  });
  const callers = PERMANENT_ERROR_NAMES.filter((name) => !['AccessDenied', 'ModelOutputInvalid'].includes(name));
  const ours = Object.values(ErrorName).filter(
    (name) => ![...callers, ErrorName.ThresholdConfidenceNotMet].includes(name),
  );
  expect(watched.sort()).toEqual([...ours, UNEXPECTED_ERROR].sort());
});

it('rings for a function that was cut off: its duration is its time-out', () => {
  const durations = alarms.filter(({ MetricName }) => MetricName === 'Duration');
  expect(durations).toHaveLength(3);
  for (const alarm of durations) expect(alarm).toMatchObject({ Threshold: 29_850, Statistic: 'Maximum' });
});
