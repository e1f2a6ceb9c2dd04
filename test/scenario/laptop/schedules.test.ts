import { DisableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { DescribeSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { JsonObject } from '../../../local/protocol/operations';
import {
  allow,
  arnOf,
  inlineFunction,
  LOGS,
  policy,
  type Resources,
  role,
  TemplateLaptop,
} from '../../fixtures/laptop/template-laptop';

const HOUR_MS = 3_600_000;
const START = new Date('2026-01-05T00:00:10Z');

const rule = (ScheduleExpression: string, more: JsonObject = {}): JsonObject => ({
  Type: 'AWS::Events::Rule',
  Properties: { ScheduleExpression, Targets: [{ Id: 'T', Arn: arnOf('Queue') }], ...more },
});

const RESOURCES: Resources = {
  Queue: { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: 1_209_600 } },
  Letters: { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: 1_209_600 } },
  QueuePolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: {
      Queues: [{ Ref: 'Queue' }],
      PolicyDocument: policy([
        { ...allow('sqs:SendMessage', arnOf('Queue')), Principal: { Service: 'events.amazonaws.com' } },
      ]),
    },
  },
  Hourly: rule('rate(2 hours)', { Name: 'hourly' }),
  Daily: rule('cron(30 3 * * ? *)', { Name: 'daily' }),
  Off: rule('rate(1 minute)', { Name: 'off', State: 'DISABLED' }),
  Function: inlineFunction(`exports.handler = async (event) => console.log('RAN ' + event.time);`, 'FunctionRole'),
  FunctionRole: role('lambda.amazonaws.com', [LOGS]),
  SchedulerRole: role('scheduler.amazonaws.com', [
    allow('lambda:InvokeFunction', arnOf('Function')),
    allow('sqs:SendMessage', arnOf('Letters')),
  ]),
  Scheduled: {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      Name: 'berlin',
      ScheduleExpression: 'cron(0 5 * * ? *)',
      ScheduleExpressionTimezone: 'Europe/Berlin',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: arnOf('Function'),
        RoleArn: arnOf('SchedulerRole'),
        Input: '{"time":"<aws.scheduler.scheduled-time>"}',
      },
    },
  },
  Unable: {
    Type: 'AWS::Scheduler::Schedule',
    Properties: {
      Name: 'unable',
      ScheduleExpression: 'at(2026-01-05T06:30:00)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        Arn: arnOf('Queue'),
        RoleArn: arnOf('SchedulerRole'),
        DeadLetterConfig: { Arn: arnOf('Letters') },
      },
    },
  },
  Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { SecretString: 's' } },
  Rotation: {
    Type: 'AWS::SecretsManager::RotationSchedule',
    Properties: {
      SecretId: { Ref: 'Secret' },
      RotationLambdaARN: arnOf('Function'),
      RotationRules: { AutomaticallyAfterDays: 10 },
      RotateImmediatelyOnUpdate: false,
    },
  },
};

let tried: TemplateLaptop;
const logged: string[] = [];

beforeAll(async () => {
  const ahead = START.getTime() - Date.now();
  tried = await TemplateLaptop.start(RESOURCES, { clock: { now: () => new Date(Date.now() + ahead) } });
  tried.laptop.services.lambda.onLog(({ message }) => logged.push(message));
}, 60_000);

afterAll(() => tried.stop());

const forward = (hours: number) => tried.laptop.moveClockTo(new Date(tried.laptop.now().getTime() + hours * HOUR_MS));
const hourOf = (at: Date): string => at.toISOString().slice(8, 16);

async function receive(queueId: string) {
  const client = new SQSClient(tried.clientOptions);
  const messages = [];
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: tried.physicalId(queueId),
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) break;
    messages.push(...Messages);
    for (const { ReceiptHandle } of Messages) {
      await client.send(new DeleteMessageCommand({ QueueUrl: tried.physicalId(queueId), ReceiptHandle }));
    }
  }
  client.destroy();
  return messages;
}

it('fires every schedule at its own time, in order, as the clock is moved', async () => {
  const fired = await forward(7);

  expect(fired.map(({ schedule, at }) => `${schedule.split('/').at(-1)} ${hourOf(at)}`)).toEqual([
    'hourly 05T02:00',
    'daily 05T03:30',
    'berlin 05T04:00',
    'hourly 05T04:00',
    'hourly 05T06:00',
    'unable 05T06:30',
  ]);
  const events = (await receive('Queue')).map(({ Body }) => JSON.parse(Body ?? ''));
  expect(events.map(({ time }) => time.slice(8, 16))).toEqual(['05T02:00', '05T03:30', '05T04:00', '05T06:00']);
  expect(events[1]).toEqual({
    version: '0',
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: '000000000000',
    time: '2026-01-05T03:30:00Z',
    region: 'us-east-1',
    resources: ['arn:aws:events:us-east-1:000000000000:rule/daily'],
    detail: {},
  });
  expect(logged.filter((line) => line.includes('RAN'))).toEqual([expect.stringContaining('RAN 2026-01-05T04:00:00Z')]);
});

it("lays aside what a schedule's role may not do", async () => {
  const [letter] = await receive('Letters');

  expect(JSON.parse(letter?.Body ?? '')).toMatchObject({ source: 'aws.scheduler', time: '2026-01-05T06:30:00Z' });
  expect(letter?.MessageAttributes?.SCHEDULE_ARN?.StringValue).toMatch(/schedule\/default\/unable$/);
  expect(letter?.MessageAttributes?.ERROR_CODE?.StringValue).toBe('NO_PERMISSIONS');
});

it('moves by its page, and never back', async () => {
  const page = `${tried.laptop.url}/_local/clock`;
  const post = (body: object) => fetch(page, { method: 'POST', body: JSON.stringify(body) });
  const before = (await (await fetch(page)).json()) as { now: string; upcoming: { schedule: string; at: string }[] };

  const moved = await post({ forwardSeconds: 7200 });
  const answer = (await moved.json()) as { now: string; fired: { schedule: string }[] };
  const back = await post({ to: before.now });

  expect(before.upcoming.some(({ schedule }) => schedule.endsWith('rule/daily'))).toBe(true);
  expect(Date.parse(answer.now) - Date.parse(before.now)).toBeGreaterThanOrEqual(7_200_000);
  expect(answer.fired.some(({ schedule }) => schedule.endsWith('rule/hourly'))).toBe(true);
  expect([back.status, (await post({})).status]).toEqual([400, 400]);
});

it('fires no rule that is switched off', async () => {
  const client = new EventBridgeClient(tried.clientOptions);
  await client.send(new DisableRuleCommand({ Name: 'hourly' }));
  client.destroy();
  await receive('Queue');

  await forward(10);

  expect(await receive('Queue')).toEqual([]);
});

it('says when a secret is due, and keeps the time through a restart', async () => {
  const before = tried.laptop.now();

  await tried.restart();
  const client = new SecretsManagerClient(tried.clientOptions);
  const { NextRotationDate } = await client.send(new DescribeSecretCommand({ SecretId: tried.physicalId('Secret') }));
  client.destroy();

  expect(tried.laptop.now().getTime()).toBeGreaterThanOrEqual(before.getTime());
  expect(NextRotationDate?.toISOString().slice(0, 10)).toBe('2026-01-15');
});
