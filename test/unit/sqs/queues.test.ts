import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  TagQueueCommand,
  UntagQueueCommand,
} from '@aws-sdk/client-sqs';
import { type RunningSqs, runSqs } from './running-sqs';

let sqs: RunningSqs;
beforeEach(async () => {
  sqs = await runSqs();
});
afterEach(() => sqs.stop());

const create = async (QueueName: string, Attributes?: Record<string, string>) =>
  (await sqs.client.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl as string;

describe('queues', () => {
  it('are found by name under the URL that they were made with', async () => {
    const QueueUrl = await create('a');

    const found = await sqs.client.send(new GetQueueUrlCommand({ QueueName: 'a' }));

    expect(QueueUrl).toBe(`http://127.0.0.1:${sqs.port}/000000000000/a`);
    expect(found.QueueUrl).toBe(QueueUrl);
  });

  it('are listed by prefix, in pages', async () => {
    for (const name of ['b-2', 'a-1', 'b-1', 'b-3']) await create(name);

    const first = await sqs.client.send(new ListQueuesCommand({ QueueNamePrefix: 'b', MaxResults: 2 }));
    const second = await sqs.client.send(
      new ListQueuesCommand({ QueueNamePrefix: 'b', MaxResults: 2, NextToken: first.NextToken }),
    );

    const names = [first, second].map(({ QueueUrls }) => QueueUrls?.map((url) => url.split('/').at(-1)));
    expect(names).toEqual([['b-1', 'b-2'], ['b-3']]);
    expect(second.NextToken).toBeUndefined();
  });

  it('show their settings with the defaults of AWS', async () => {
    const QueueUrl = await create('a', { VisibilityTimeout: '180' });

    const { Attributes } = await sqs.client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));

    expect(Attributes).toMatchObject({
      QueueArn: 'arn:aws:sqs:us-east-1:000000000000:a',
      VisibilityTimeout: '180',
      MessageRetentionPeriod: '345600',
      MaximumMessageSize: '1048576',
      ReceiveMessageWaitTimeSeconds: '0',
      SqsManagedSseEnabled: 'true',
      ApproximateNumberOfMessages: '0',
    });
  });

  it('may be created again with the same attributes, not with others', async () => {
    const QueueUrl = await create('a', { DelaySeconds: '5' });

    expect(await create('a', { DelaySeconds: '5' })).toBe(QueueUrl);
    await expect(create('a', { DelaySeconds: '6' })).rejects.toMatchObject({ name: 'QueueNameExists' });
  });

  it('carry tags', async () => {
    const QueueUrl = await create('a');
    await sqs.client.send(new TagQueueCommand({ QueueUrl, Tags: { team: 'loading-bay', stage: 'dev' } }));
    await sqs.client.send(new UntagQueueCommand({ QueueUrl, TagKeys: ['stage'] }));

    expect((await sqs.client.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ team: 'loading-bay' });
  });

  it('name the queues that send them their failures', async () => {
    const QueueUrl = await create('dead');
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:dead',
      maxReceiveCount: 3,
    });
    const source = await create('main', { RedrivePolicy });

    const { queueUrls } = await sqs.client.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl }));

    expect(queueUrls).toEqual([source]);
  });

  it('are gone when they were deleted', async () => {
    const QueueUrl = await create('a');
    await sqs.client.send(new DeleteQueueCommand({ QueueUrl }));

    const send = sqs.client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));

    await expect(send).rejects.toMatchObject({
      name: 'QueueDoesNotExist',
      Code: 'AWS.SimpleQueueService.NonExistentQueue',
      Type: 'Sender',
    });
  });
});

describe('bad requests', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['FIFO', () => create('a.fifo', { FifoQueue: 'true' })],
    ['FIFO', () => create('b.fifo')],
    ['alphanumeric', () => create('no spaces')],
    ['Unknown Attribute Nonsense', () => create('a', { Nonsense: '1' })],
    ['VisibilityTimeout', () => create('a', { VisibilityTimeout: '43201' })],
    ['DelaySeconds', () => create('a', { DelaySeconds: '-1' })],
    ['not JSON', () => create('a', { Policy: '{' })],
    [
      'does not exist',
      () =>
        create('a', {
          RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:000000000000:x","maxReceiveCount":1}',
        }),
    ],
    ['maxReceiveCount', () => create('a', { RedrivePolicy: '{"deadLetterTargetArn":"x","maxReceiveCount":0}' })],
  ])('are refused naming %s when a queue is made', async (text, make) => {
    await expect(make()).rejects.toThrow(text);
  });

  it.each<[string, object]>([
    ['MaxNumberOfMessages', { MaxNumberOfMessages: 11 }],
    ['WaitTimeSeconds', { WaitTimeSeconds: 21 }],
    ['VisibilityTimeout', { VisibilityTimeout: -1 }],
  ])('are refused when a receive has a wrong %s', async (name, input) => {
    const QueueUrl = await create('a');

    const receive = sqs.client.send(new ReceiveMessageCommand({ QueueUrl, ...input }));

    await expect(receive).rejects.toThrow(new RegExp(`for parameter ${name} is invalid`));
  });

  it.each<[string, object]>([
    ['shorter than 1024 bytes', { MessageBody: 'x'.repeat(1025) }],
    [
      'shorter than 1024 bytes',
      {
        MessageBody: 'x'.repeat(1000),
        MessageAttributes: { abcd: { DataType: 'String', StringValue: 'y'.repeat(20) } },
      },
    ],
    ['MessageBody', { MessageBody: '' }],
    ['DelaySeconds', { MessageBody: 'x', DelaySeconds: 901 }],
    ['MessageGroupId', { MessageBody: 'x', MessageGroupId: 'g' }],
    ['attribute name', { MessageBody: 'x', MessageAttributes: { 'AWS.x': { DataType: 'String', StringValue: 'y' } } }],
    ['data type', { MessageBody: 'x', MessageAttributes: { x: { DataType: 'Date', StringValue: 'y' } } }],
    ['to a number', { MessageBody: 'x', MessageAttributes: { x: { DataType: 'Number', StringValue: 'y' } } }],
  ])('are refused naming %s when a message is wrong', async (text, input) => {
    const QueueUrl = await create('a', { MaximumMessageSize: '1024' });

    await expect(sqs.client.send(new SendMessageCommand({ QueueUrl, MessageBody: '', ...input }))).rejects.toThrow(
      text,
    );
  });

  it.each<[string, readonly { Id: string; MessageBody: string }[]]>([
    ['EmptyBatchRequest', []],
    ['TooManyEntriesInBatchRequest', Array.from({ length: 11 }, (_, i) => ({ Id: `${i}`, MessageBody: 'x' }))],
    ['BatchEntryIdsNotDistinct', [1, 2].map(() => ({ Id: 'same', MessageBody: 'x' }))],
    ['InvalidBatchEntryId', [{ Id: 'no spaces', MessageBody: 'x' }]],
    ['BatchRequestTooLong', [1, 2].map((id) => ({ Id: `${id}`, MessageBody: 'x'.repeat(600_000) }))],
  ])('are refused with %s', async (name, Entries) => {
    const QueueUrl = await create('a');

    const send = sqs.client.send(new SendMessageBatchCommand({ QueueUrl, Entries: [...Entries] }));

    await expect(send).rejects.toMatchObject({ name });
  });

  it('of the old query protocol are refused with a hint', async () => {
    const authorization = 'AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/sqs/aws4_request, Signature=x';
    const body = 'Action=ListQueues';

    const answer = await fetch(`http://127.0.0.1:${sqs.port}/`, { method: 'POST', headers: { authorization }, body });

    expect(answer.status).toBe(400);
    expect(await answer.text()).toMatch(/JSON protocol only/);
  });
});

describe('grants', () => {
  it('are judged per call on the queue, as the caller', async () => {
    const QueueUrl = await create('a');
    const { accessKeyId } = sqs.credentials.issue('arn:aws:iam::000000000000:role/sender', 'run');
    const client = sqs.clientOf(accessKeyId);
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
    const judged = sqs.judged.at(-1);
    sqs.refused.add('sqs:SendMessage');

    const refused = client.send(new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: 'a', MessageBody: 'x' }] }));

    await expect(refused).rejects.toMatchObject({ Code: 'AccessDenied', Type: 'Sender' });
    expect(judged).toMatchObject({
      action: 'sqs:SendMessage',
      resource: 'arn:aws:sqs:us-east-1:000000000000:a',
      principal: { roleArn: 'arn:aws:iam::000000000000:role/sender' },
    });
  });

  it('of the key are needed too on an encrypted queue', async () => {
    const key = 'arn:aws:kms:us-east-1:000000000000:key/k';
    const QueueUrl = await create('a', { KmsMasterKeyId: key });
    await sqs.client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }));
    const sending = sqs.judged.filter(({ resource }) => resource === key).map(({ action }) => action);
    sqs.refused.add('kms:Decrypt');

    await expect(sqs.client.send(new ReceiveMessageCommand({ QueueUrl }))).rejects.toThrow('kms:Decrypt');
    expect(sending).toEqual(['kms:GenerateDataKey', 'kms:Decrypt']);
  });

  it('are not needed for the key that SQS manages', async () => {
    const QueueUrl = await create('a', { KmsMasterKeyId: 'alias/aws/sqs' });
    sqs.refused.add('kms:GenerateDataKey');

    await expect(sqs.client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }))).resolves.toBeDefined();
  });

  it('are taken from the queue’s policy attribute and given back with it', async () => {
    const QueueUrl = await create('a');
    const policy = { Version: '2012-10-17', Statement: [] };
    const set = (Policy: string) =>
      sqs.client.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
    await set(JSON.stringify(policy));
    const during = sqs.policies.get('arn:aws:sqs:us-east-1:000000000000:a');
    await set('');

    expect(during).toEqual(policy);
    expect(sqs.policies.size).toBe(0);
  });
});
