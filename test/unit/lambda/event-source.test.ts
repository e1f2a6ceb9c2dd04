import { GetEventSourceMappingCommand, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { failedMessages } from '../../../local/lambda/event-source/batch-response';
import type { JsonObject, ServiceCall } from '../../../local/protocol/operations';
import { ADMINISTRATOR, RunningLambda } from './running-lambda';

const QUEUE_ARN = 'arn:aws:sqs:us-east-1:000000000000:source';
const call: ServiceCall = { principal: ADMINISTRATOR, requestId: 'test' };

let local: RunningLambda;
beforeEach(async () => {
  local = await new RunningLambda({ limits: { workersPerFunction: 2 } }).listen();
  await sqs('CreateQueue', { QueueName: 'dead' });
  const RedrivePolicy = JSON.stringify({
    deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:dead',
    maxReceiveCount: 2,
  });
  await sqs('CreateQueue', { QueueName: 'source', Attributes: { VisibilityTimeout: '1', RedrivePolicy } });
});
afterEach(() => local.stop());

const sqs = async (operation: string, input: JsonObject) =>
  (await local.sqs.operations[operation]?.(input, call)) ?? {};
const send = (MessageBody: string, extra: JsonObject = {}) =>
  sqs('SendMessage', { QueueUrl: '/000000000000/source', MessageBody, ...extra });
const map = (properties: JsonObject = {}) =>
  local.apply('AWS::Lambda::EventSourceMapping', { EventSourceArn: QUEUE_ARN, FunctionName: 'worker', ...properties });

/** Waits until `condition` gives something. */
async function until<Value>(condition: () => Value | undefined | false): Promise<Value> {
  for (;;) {
    const value = condition();
    if (value !== undefined && value !== false) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
const counts = () => local.sqs.queues.find('source')?.counts();
const isEmpty = () => counts()?.visible === 0 && counts()?.inFlight === 0;
const logged = (mark: string) =>
  local
    .messages()
    .filter((message) => message.includes(mark))
    .map((message) => message.slice(message.indexOf(mark) + mark.length));

it('hands a message to the function in the shape of AWS and deletes it when it was handled', async () => {
  await local.make('worker', `exports.handler = async (event) => { console.log('EVENT' + JSON.stringify(event)); };`, {
    Timeout: 1,
  });
  await map();
  await send('{"n":1}', { MessageAttributes: { kind: { DataType: 'String', StringValue: 'a' } } });

  const [text] = await until(() => (logged('EVENT').length > 0 ? logged('EVENT') : undefined));
  await until(isEmpty);

  expect(JSON.parse(text as string)).toEqual({
    Records: [
      {
        messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        receiptHandle: expect.any(String),
        body: '{"n":1}',
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: expect.stringMatching(/^\d{13}$/),
          SenderId: expect.any(String),
          ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
        },
        messageAttributes: {
          kind: { stringValue: 'a', stringListValues: [], binaryListValues: [], dataType: 'String' },
        },
        md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/),
        md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/),
        eventSource: 'aws:sqs',
        eventSourceARN: QUEUE_ARN,
        awsRegion: 'us-east-1',
      },
    ],
  });
});

it('keeps only what failed when the function reports it, and moves it to the dead-letter queue in the end', async () => {
  const source = `exports.handler = async ({ Records }) => { console.log('GOT' + Records.map((r) => r.body).sort().join());
    return { batchItemFailures: Records.filter((r) => r.body === 'bad').map((r) => ({ itemIdentifier: r.messageId })) }; };`;
  await local.make('worker', source, { Timeout: 1 });
  const Entries = ['bad', 'good', 'fine'].map((MessageBody, at) => ({ Id: `${at}`, MessageBody }));
  await sqs('SendMessageBatch', { QueueUrl: '/000000000000/source', Entries });
  await map({ FunctionResponseTypes: ['ReportBatchItemFailures'] });

  const dead = await until(() => local.sqs.queues.find('dead')?.peek(10).at(0));

  expect(dead.body).toBe('bad');
  expect(logged('GOT')).toEqual(['bad,fine,good', 'bad']);
  expect(isEmpty()).toBe(true);
});

it('leaves the whole batch in the queue when the function throws', async () => {
  await local.make('worker', `exports.handler = async () => { throw new Error('no'); };`, { Timeout: 1 });
  await map();
  await send('a');

  await until(() => local.sqs.queues.find('dead')?.peek(1).at(0));

  const [mapping] = local.lambda.eventSourceMappings.list();
  expect(mapping?.describe().LastProcessingResult).toBe('PROBLEM: Function call failed');
});

it('gathers a batch over its window, up to its size', async () => {
  await local.make('worker', `exports.handler = async ({ Records }) => { console.log('SIZE' + Records.length); };`, {
    Timeout: 1,
  });
  await sqs('SetQueueAttributes', { QueueUrl: '/000000000000/source', Attributes: { VisibilityTimeout: '30' } });
  for (let at = 0; at < 14; at++) await send(`${at}`);
  await map({ BatchSize: 12, MaximumBatchingWindowInSeconds: 1, ScalingConfig: { MaximumConcurrency: 2 } });

  await until(isEmpty);

  const sizes = logged('SIZE').map(Number);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(12);
  expect(Math.max(...sizes)).toBeGreaterThan(2);
  expect(sizes.reduce((a, b) => a + b, 0)).toBe(14);
});

it('polls as the role of the function and says so when a grant is missing', async () => {
  await local.make('worker', 'exports.handler = async () => {};', { Timeout: 1 });
  local.refused.add('sqs:DeleteMessage');

  await expect(map()).rejects.toThrow('sqs:DeleteMessage');
  expect(local.judged.at(-1)).toMatchObject({
    action: 'sqs:DeleteMessage',
    resource: QUEUE_ARN,
    principal: { roleArn: 'arn:aws:iam::000000000000:role/worker' },
  });
});

it.each([
  [{}, 'Queue visibility timeout: 1 seconds is less than Function timeout: 3 seconds'],
  [{ FilterCriteria: { Filters: [] } }, 'FilterCriteria'],
  [{ BatchSize: 11 }, 'MaximumBatchingWindowInSeconds'],
  [{ EventSourceArn: 'arn:aws:kinesis:us-east-1:000000000000:stream/x' }, 'SQS queues only'],
])('refuses %p by name', async (properties, message) => {
  await local.make('worker', 'exports.handler = async () => {};');

  await expect(map(properties)).rejects.toThrow(message);
});

it('does not poll while it is disabled, and shows itself through the SDK', async () => {
  await local.make('worker', 'exports.handler = async () => {};', { Timeout: 1 });
  const { physicalId: UUID } = await map({ Enabled: false });
  await send('stays');
  const client = local.client();

  const { EventSourceMappings } = await client.send(new ListEventSourceMappingsCommand({ FunctionName: 'worker' }));
  const one = await client.send(new GetEventSourceMappingCommand({ UUID }));

  expect(EventSourceMappings).toMatchObject([{ UUID, EventSourceArn: QUEUE_ARN, State: 'Disabled', BatchSize: 10 }]);
  expect(one.UUID).toBe(UUID);
  expect(counts()).toMatchObject({ visible: 1 });
});

describe('the answer of a function that reports failures', () => {
  it.each([
    ['', []],
    ['null', []],
    ['{}', []],
    ['{"batchItemFailures":null}', []],
    ['{"batchItemFailures":[]}', []],
    ['{"batchItemFailures":[{"itemIdentifier":"a"}]}', ['a']],
    ['{"batchItemFailures":[{"itemIdentifier":""}]}', ['a', 'b']],
    ['{"batchItemFailures":[{"itemIdentifier":null}]}', ['a', 'b']],
    ['{"batchItemFailures":[{"id":"a"}]}', ['a', 'b']],
    ['{"batchItemFailures":[{"itemIdentifier":"unknown"}]}', ['a', 'b']],
    ['{"batchItemFailures":[null]}', ['a', 'b']],
    ['{"batchItemFailures":"a"}', ['a', 'b']],
    ['"text"', ['a', 'b']],
    ['not json', ['a', 'b']],
  ])('%s fails %p', (payload, expected) => {
    expect([...failedMessages(payload, ['a', 'b'])]).toEqual(expected);
  });
});
