import { ErrorName, PERMANENT_ERROR_NAMES } from '../../../core/contracts/errors';
import { UNEXPECTED_ERROR } from '../../../core/contracts/metric-names';
import { STACKS } from '../../../core/contracts/stack-names';
import { synthesized } from '../synthesized';

interface Alarm {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value: string }[];
  readonly [property: string]: unknown;
}
let alarms: readonly Alarm[];
beforeAll(() => {
  const { templates } = synthesized('local');
  alarms = STACKS.flatMap((word) =>
    Object.values(templates[word].findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties as Alarm),
  );
});

const metricNames = (): string[] => alarms.map(({ Namespace, MetricName }) => `${Namespace}/${MetricName}`);

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
    'SecondLook/second-look-local/CaptureNotWritten',
    'SecondLook/second-look-local/TechnicalFailure',
  ]);
});

it('has one alarm for each technical failure', () => {
  const watched = alarms
    .filter(({ MetricName }) => MetricName === 'TechnicalFailure')
    .flatMap(({ Dimensions = [] }) => Dimensions.map(({ Name, Value }) => `${Name} ${Value}`));
  const callers = PERMANENT_ERROR_NAMES.filter((name) => !['AccessDenied', 'ModelOutputInvalid'].includes(name));
  const ours = Object.values(ErrorName).filter(
    (name) => ![...callers, ErrorName.ThresholdConfidenceNotMet].includes(name),
  );
  expect(watched.sort()).toEqual([...ours, UNEXPECTED_ERROR].map((name) => `errorName ${name}`).sort());
});

it('rings for a function that was cut off: its duration is its time-out', () => {
  const durations = alarms.filter(({ MetricName }) => MetricName === 'Duration');
  expect(durations).toHaveLength(3);
  for (const alarm of durations) expect(alarm).toMatchObject({ Threshold: 29_850, Statistic: 'Maximum' });
});
