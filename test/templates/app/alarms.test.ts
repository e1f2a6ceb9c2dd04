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
    'AWS/SQS/ApproximateAgeOfOldestMessage',
    'AWS/SQS/ApproximateNumberOfMessagesVisible',
    'AWS/SageMaker/Invocation5XXErrors',
    'AWS/SageMaker/ModelLatency',
    'AWS/States/ExecutionThrottled',
    'AWS/States/ExecutionsTimedOut',
    'SecondLook/second-look-local/CaptureNotWritten',
    'SecondLook/second-look-local/Crashed.check-threshold',
    'SecondLook/second-look-local/Crashed.classify-batch',
    'SecondLook/second-look-local/Crashed.classify-image',
    'SecondLook/second-look-local/Crashed.evaluate-model',
    'SecondLook/second-look-local/Crashed.hold-lease',
    'SecondLook/second-look-local/Crashed.judge-model',
    'SecondLook/second-look-local/Crashed.monitor-endpoint',
    'SecondLook/second-look-local/Crashed.prepare-batch',
    'SecondLook/second-look-local/Crashed.prepare-training',
    'SecondLook/second-look-local/Crashed.repair-labels',
    'SecondLook/second-look-local/Crashed.review-image',
    'SecondLook/second-look-local/Crashed.rotate-link-key',
    'SecondLook/second-look-local/Crashed.send-digest',
    'SecondLook/second-look-local/Crashed.serialize-image',
    'SecondLook/second-look-local/Crashed.start-classification',
    'SecondLook/second-look-local/Crashed.start-training',
    'SecondLook/second-look-local/Crashed.summarize-batch',
    'SecondLook/second-look-local/Monitors/MonitorFailed',
    'SecondLook/second-look-local/Monitors/MonitorViolations',
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
  const { templates } = synthesized('local');
  const timeouts = STACKS.flatMap((word) =>
    Object.values(templates[word].findResources('AWS::Lambda::Function')).flatMap(({ Properties }) =>
      // The custom resource of a deployment fails the deployment.
      /^(?:ensure-parameter|undefined)$/.test(String(Properties.Environment?.Variables?.POWERTOOLS_SERVICE_NAME))
        ? []
        : [Number(Properties.Timeout)],
    ),
  );
  const durations = alarms.filter(({ MetricName }) => MetricName === 'Duration');
  expect(durations.map(({ Threshold }) => Number(Threshold)).sort()).toEqual(
    timeouts.map((seconds) => seconds * 995).sort(),
  );
  for (const alarm of durations) expect(alarm).toMatchObject({ Statistic: 'Maximum' });
});

it.each([
  ['serialize-image', 'workflow'],
  ['classify-image', 'workflow'],
  ['check-threshold', 'workflow'],
  ['review-image', 'workflow'],
  ['repair-labels', 'workflow'],
  ['send-digest', 'workflow'],
  ['rotate-link-key', 'workflow'],
  ['start-classification', 'workflow'],
  ['hold-lease', 'training'],
  ['prepare-training', 'training'],
  ['judge-model', 'training'],
  ['start-training', 'training'],
] as const)('rings when %s breaks down, which only Lambda reports', (service, stack) => {
  const template = synthesized('local').templates[stack];
  const functions = Object.values(template.findResources('AWS::Lambda::Function'));
  const own = functions.find(
    ({ Properties }) => Properties.Environment?.Variables?.POWERTOOLS_SERVICE_NAME === service,
  );
  const metric = { MetricName: `Crashed.${service}`, Namespace: 'SecondLook/second-look-local' };
  const filters = Object.values(template.findResources('AWS::Logs::MetricFilter')).filter(
    ({ Properties }) => Properties.MetricTransformations[0].MetricName === metric.MetricName,
  );

  expect(filters.map(({ Properties }) => Properties)).toEqual([
    {
      LogGroupName: own?.Properties.LoggingConfig.LogGroup,
      FilterPattern:
        '{ ($.type = "platform.report" || $.type = "platform.initReport") && ' +
        '$.record.errorType = "Runtime.*" && $.record.errorType != "Runtime.Unknown" }',
      MetricTransformations: [{ MetricName: metric.MetricName, MetricNamespace: metric.Namespace, MetricValue: '1' }],
    },
  ]);
  // At WARN the reports of failures still come through; INFO is what Lambda does by itself, said for those who would change it.
  expect(own?.Properties.LoggingConfig).toMatchObject({ LogFormat: 'JSON', SystemLogLevel: 'INFO' });
  const ringing = alarms.filter(({ MetricName }) => MetricName === metric.MetricName);
  expect(ringing).toEqual([expect.objectContaining({ ...metric, Statistic: 'Sum', Threshold: 1, Period: 300 })]);
  expect(ringing[0]).not.toHaveProperty('Dimensions');
});
