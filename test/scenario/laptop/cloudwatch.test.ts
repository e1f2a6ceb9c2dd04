import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  type GetMetricStatisticsCommandInput,
  ListMetricsCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { JsonObject } from '../../../local/protocol/operations';
import { eventually } from '../../fixtures/eventually';
import {
  allow,
  inlineFunction,
  LOGS,
  policy,
  type Resources,
  role,
  TemplateLaptop,
} from '../../fixtures/laptop/template-laptop';

const MINUTE_MS = 60_000;

/** Publishes a metric in the embedded format, fails where it is told to, or ends its process. */
const CODE = `exports.handler = async ({ value, fail, exit }) => {
  process.stdout.write(JSON.stringify({ _aws: { Timestamp: 1, CloudWatchMetrics: [{ Namespace: 'App', Dimensions: [['service'], []], Metrics: [{ Name: 'Accepted' }] }] }, service: 's', Accepted: value }) + '\\n');
  if (exit) process.exit(1);
  if (fail) throw new Error('as asked');
};`;

const alarm = (more: JsonObject): JsonObject => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: {
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    EvaluationPeriods: 1,
    Period: 60,
    Statistic: 'Sum',
    Threshold: 1,
    TreatMissingData: 'notBreaching',
    AlarmActions: [{ Ref: 'Topic' }],
    OKActions: [{ Ref: 'Topic' }],
    ...more,
  },
});

const RESOURCES: Resources = {
  Topic: {
    Type: 'AWS::SNS::Topic',
    Properties: { Subscription: [{ Protocol: 'email', Endpoint: 'operations@example.com' }] },
  },
  TopicPolicy: {
    Type: 'AWS::SNS::TopicPolicy',
    Properties: {
      Topics: [{ Ref: 'Topic' }],
      PolicyDocument: policy([
        { ...allow('sns:Publish', { Ref: 'Topic' }), Principal: { Service: 'cloudwatch.amazonaws.com' } },
      ]),
    },
  },
  Closed: { Type: 'AWS::SNS::Topic', Properties: {} },
  Queue: { Type: 'AWS::SQS::Queue', Properties: {} },
  Function: inlineFunction(CODE, 'FunctionRole', {
    LoggingConfig: { LogFormat: 'JSON', LogGroup: { Ref: 'FunctionLog' } },
  }),
  FunctionLog: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/app/function' } },
  FunctionRole: role('lambda.amazonaws.com', [LOGS]),
  Nobody: role('lambda.amazonaws.com'),
  Crashes: {
    Type: 'AWS::Logs::MetricFilter',
    Properties: {
      LogGroupName: { Ref: 'FunctionLog' },
      FilterPattern: '{ $.type = "platform.report" && $.record.errorType = "Runtime.*" }',
      MetricTransformations: [{ MetricNamespace: 'App', MetricName: 'Crashed', MetricValue: '1' }],
    },
  },
  QueueDeep: alarm({
    AlarmName: 'queue-deep',
    AlarmDescription: 'See the runbook.',
    Namespace: 'AWS/SQS',
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Statistic: 'Maximum',
    Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': ['Queue', 'QueueName'] } }],
  }),
  Failing: alarm({
    AlarmName: 'failing',
    Namespace: 'AWS/Lambda',
    MetricName: 'Errors',
    Dimensions: [{ Name: 'FunctionName', Value: { Ref: 'Function' } }],
    AlarmActions: [{ Ref: 'Closed' }],
    OKActions: [],
  }),
  Crashed: alarm({ AlarmName: 'crashed', Namespace: 'App', MetricName: 'Crashed', AlarmActions: [], OKActions: [] }),
};

let tried: TemplateLaptop;
let metrics: CloudWatchClient;
let logs: CloudWatchLogsClient;

const connect = () => {
  metrics = new CloudWatchClient(tried.clientOptions);
  logs = new CloudWatchLogsClient(tried.clientOptions);
};

beforeAll(async () => {
  tried = await TemplateLaptop.start(RESOURCES);
  connect();
}, 60_000);

afterAll(async () => {
  metrics.destroy();
  logs.destroy();
  await tried.stop();
});

const invoke = (event: object) =>
  fetch(`${tried.laptop.url}/2015-03-31/functions/${tried.physicalId('Function')}/invocations`, {
    method: 'POST',
    body: JSON.stringify(event),
  });
const minutesOn = (count: number) =>
  tried.laptop.moveClockTo(new Date(tried.laptop.now().getTime() + count * MINUTE_MS));
const state = async (AlarmName: string): Promise<string | undefined> =>
  (await metrics.send(new DescribeAlarmsCommand({ AlarmNames: [AlarmName] }))).MetricAlarms?.[0]?.StateValue;
const window = () => ({
  StartTime: new Date(tried.laptop.now().getTime() - 60 * MINUTE_MS),
  EndTime: new Date(tried.laptop.now().getTime() + MINUTE_MS),
});
const sum = async (
  metric: Pick<GetMetricStatisticsCommandInput, 'Namespace' | 'MetricName' | 'Dimensions'>,
): Promise<number> => {
  const { Datapoints = [] } = await metrics.send(
    new GetMetricStatisticsCommand({ ...metric, ...window(), Period: 60, Statistics: ['Sum'] }),
  );
  return Datapoints.reduce((total, { Sum = 0 }) => total + Sum, 0);
};

it('gives back what was put, by period and statistic', async () => {
  const Dimensions = [{ Name: 'site', Value: 'north' }];
  const put = (datum: object) =>
    metrics.send(
      new PutMetricDataCommand({ Namespace: 'Mine', MetricData: [{ MetricName: 'm', Dimensions, ...datum }] }),
    );
  await put({ Value: 2 });
  await put({ Values: [1, 10], Counts: [2, 1] });

  const query = (Stat: string, Id: string) => ({
    Id,
    MetricStat: { Metric: { Namespace: 'Mine', MetricName: 'm', Dimensions }, Period: 3600, Stat },
  });
  const { MetricDataResults = [] } = await metrics.send(
    new GetMetricDataCommand({
      ...window(),
      MetricDataQueries: [query('Sum', 'a'), query('Maximum', 'b'), query('p50', 'c'), query('SampleCount', 'd')],
    }),
  );
  const { Metrics } = await metrics.send(new ListMetricsCommand({ Namespace: 'Mine' }));

  const totals = MetricDataResults.map(({ Values = [] }) => Values.reduce((total, value) => total + value, 0));
  expect(totals).toEqual([14, 10, 1, 4]);
  expect(Metrics).toEqual([{ Namespace: 'Mine', MetricName: 'm', Dimensions }]);
});

it('makes metrics of what functions log, and of their invocations', async () => {
  await invoke({ value: 3 });
  await invoke({ value: 4, fail: true });

  const FunctionName = tried.physicalId('Function');
  const own = (MetricName: string) => ({
    Namespace: 'AWS/Lambda',
    MetricName,
    Dimensions: [{ Name: 'FunctionName', Value: FunctionName }],
  });
  expect(await sum({ Namespace: 'App', MetricName: 'Accepted', Dimensions: [{ Name: 'service', Value: 's' }] })).toBe(
    7,
  );
  expect(await sum({ Namespace: 'App', MetricName: 'Accepted' })).toBe(7);
  expect([await sum(own('Invocations')), await sum(own('Errors'))]).toEqual([2, 1]);
});

it('rings by mail where a queue fills, and again when it is over', async () => {
  const client = new SQSClient(tried.clientOptions);
  const QueueUrl = tried.physicalId('Queue');
  await minutesOn(2);
  const before = await state('queue-deep');
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));

  await minutesOn(2);
  const mail = await eventually(() =>
    tried.laptop.mails().find(({ subject }) => subject.startsWith('ALARM: "queue-deep"')),
  );
  const during = await state('queue-deep');
  tried.laptop.services.sqs.queues.byUrl(QueueUrl).purge();
  await minutesOn(3);
  await eventually(() => tried.laptop.mails().find(({ subject }) => subject.startsWith('OK: "queue-deep"')));
  client.destroy();

  expect([before, during, await state('queue-deep')]).toEqual(['OK', 'ALARM', 'OK']);
  expect(mail.text).toContain('See the runbook.');
  expect(mail.text).toContain('Maximum over 60 seconds GreaterThanOrEqualToThreshold 1');
});

it('tells EventBridge too, and says where a topic does not admit the alarm', async () => {
  await invoke({ value: 0, fail: true });
  await minutesOn(2);

  const change = tried.laptop.services.events.recent().find(({ detail }) => detail.alarmName === 'failing');
  expect(change).toMatchObject({ source: 'aws.cloudwatch', 'detail-type': 'CloudWatch Alarm State Change' });
  const warning = await eventually(() => tried.warnings.find((text) => text.includes('failing')));
  expect(warning).toMatch(/not authorized to perform: sns:Publish/i);
});

it('counts lines of a log by a metric filter', async () => {
  await invoke({ value: 0, exit: true });
  await minutesOn(2);

  expect(await sum({ Namespace: 'App', MetricName: 'Crashed' })).toBe(1);
  expect(tried.laptop.services.events.recent().some(({ detail }) => detail.alarmName === 'crashed')).toBe(true);
});

it('takes a state that is set by hand, and keeps states and data through a restart', async () => {
  const set = { AlarmName: 'crashed', StateValue: 'ALARM' as const, StateReason: 'a test' };
  await metrics.send(new SetAlarmStateCommand(set));
  const before = await sum({ Namespace: 'App', MetricName: 'Accepted' });
  metrics.destroy();
  logs.destroy();

  await tried.restart();
  connect();

  expect(await state('crashed')).toBe('ALARM');
  expect(await sum({ Namespace: 'App', MetricName: 'Accepted' })).toBe(before);
  await expect(metrics.send(new SetAlarmStateCommand({ ...set, AlarmName: 'none' }))).rejects.toMatchObject({
    name: 'ResourceNotFound',
  });
});

it('reads what functions have logged', async () => {
  const logGroupName = '/app/function';

  const { logGroups = [] } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/app' }));
  const { logStreams = [] } = await logs.send(new DescribeLogStreamsCommand({ logGroupName }));
  const [stream] = logStreams;
  const { events = [] } = await logs.send(
    new GetLogEventsCommand({ logGroupName, logStreamName: stream?.logStreamName, startFromHead: true, limit: 2 }),
  );
  const found = await logs.send(
    new FilterLogEventsCommand({ logGroupName, filterPattern: '{ $.record.status = "error" }' }),
  );

  expect(logGroups.map((group) => group.logGroupName)).toEqual([logGroupName]);
  expect(events).toHaveLength(2);
  expect(events[0]?.message).toContain('platform.start');
  expect(found.events?.length).toBeGreaterThanOrEqual(2);
  await expect(logs.send(new FilterLogEventsCommand({ logGroupName: '/none' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

it('refuses callers without the grants', async () => {
  const options = tried.roleOptions('Nobody');
  const strangers = { metrics: new CloudWatchClient(options), logs: new CloudWatchLogsClient(options) };
  const data = { Namespace: 'N', MetricData: [{ MetricName: 'm', Value: 1 }] };

  const refused = { name: 'AccessDeniedException' };
  await expect(strangers.metrics.send(new PutMetricDataCommand(data))).rejects.toMatchObject(refused);
  await expect(strangers.metrics.send(new DescribeAlarmsCommand({}))).rejects.toMatchObject(refused);
  await expect(
    strangers.logs.send(new FilterLogEventsCommand({ logGroupName: '/app/function' })),
  ).rejects.toMatchObject(refused);
  strangers.metrics.destroy();
  strangers.logs.destroy();
});
