import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { ADMINISTRATOR } from '../lambda/running-lambda';
import { HandClock, type RunningSqs, runSqs } from './running-sqs';

let sqs: RunningSqs;
let clock: HandClock;
let QueueUrl: string;

beforeEach(async () => {
  clock = new HandClock();
  sqs = await runSqs({ clock });
  QueueUrl = (await sqs.client.send(new CreateQueueCommand({ QueueName: 'work' }))).QueueUrl as string;
});
afterEach(() => sqs.stop());

const send = (MessageBody: string, extra: object = {}) =>
  sqs.client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...extra }));
const receive = async (extra: object = {}) =>
  (await sqs.client.send(new ReceiveMessageCommand({ QueueUrl, ...extra }))).Messages ?? [];
const bodies = (messages: readonly { Body?: string }[]) => messages.map(({ Body }) => Body);

describe('sending and receiving', () => {
  it('gives a message back with body, attributes and checksums when the SDK receives it', async () => {
    const MessageAttributes = {
      kind: { DataType: 'String', StringValue: 'straße' },
      score: { DataType: 'Number.float', StringValue: '0.93' },
      bytes: { DataType: 'Binary', BinaryValue: new Uint8Array([0, 255, 7]) },
    };
    const sent = await send('hällo', { MessageAttributes });

    const [message] = await receive({ MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'] });

    expect(message).toMatchObject({
      MessageId: sent.MessageId,
      Body: 'hällo',
      MD5OfBody: sent.MD5OfMessageBody,
      MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
      Attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(clock.now().getTime()) },
      MessageAttributes: { ...MessageAttributes, bytes: { DataType: 'Binary' } },
    });
    expect([...(message?.MessageAttributes?.bytes?.BinaryValue ?? [])]).toEqual([0, 255, 7]);
  });

  it('computes the checksum of attributes that AWS documents', async () => {
    const MessageAttributes = { timestamp: { DataType: 'Number', StringValue: '1493147359900' } };

    const sent = await send('{"ref":1}', { MessageAttributes });

    expect(sent.MD5OfMessageAttributes).toBe('235c5c510d26fb653d073faed50ae77c');
  });

  it('gives only the attributes that were asked for', async () => {
    await send('x', {
      MessageAttributes: {
        'app.site': { DataType: 'String', StringValue: 'north' },
        other: { DataType: 'String', StringValue: 'no' },
      },
    });

    const [message] = await receive({ MessageAttributeNames: ['app.*'] });

    expect(Object.keys(message?.MessageAttributes ?? {})).toEqual(['app.site']);
    expect(message?.Attributes).toBeUndefined();
  });

  it('hides a received message until its visibility time-out ends', async () => {
    await send('once');
    const first = await receive({ VisibilityTimeout: 10 });
    const hidden = await receive();
    clock.advanceSeconds(10);
    const again = await receive({ MessageSystemAttributeNames: ['ApproximateReceiveCount'] });

    expect([bodies(first), bodies(hidden), bodies(again)]).toEqual([['once'], [], ['once']]);
    expect(again[0]?.Attributes).toEqual({ ApproximateReceiveCount: '2' });
  });

  it('delivers a delayed message only after its delay', async () => {
    await send('late', { DelaySeconds: 60 });
    const early = await receive();
    clock.advanceSeconds(60);

    expect([bodies(early), bodies(await receive())]).toEqual([[], ['late']]);
  });

  it('forgets a message when its retention period is over', async () => {
    await send('old');
    clock.advanceSeconds(345_601);

    expect(await receive()).toEqual([]);
    const { Attributes } = await sqs.client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
    );
    expect(Attributes).toEqual({ ApproximateNumberOfMessages: '0' });
  });

  it('answers a long poll as soon as a message is sent', async () => {
    const waiting = receive({ WaitTimeSeconds: 20 });
    await send('at last');

    expect(bodies(await waiting)).toEqual(['at last']);
  });

  it('keeps the message when the long poll that waited for it was given up', async () => {
    const abort = new AbortController();
    const waiting = sqs.client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }), {
      abortSignal: abort.signal,
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    abort.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await send('still here');

    expect(bodies(await receive())).toEqual(['still here']);
  });

  it('gives each message once to receivers in parallel', async () => {
    for (let batch = 0; batch < 3; batch++) {
      const Entries = Array.from({ length: 10 }, (_, i) => ({ Id: `${i}`, MessageBody: `${batch}-${i}` }));
      await sqs.client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    }

    const answers = await Promise.all(Array.from({ length: 10 }, () => receive({ MaxNumberOfMessages: 5 })));

    const all = bodies(answers.flat());
    expect(all).toHaveLength(30);
    expect(new Set(all).size).toBe(30);
  });
});

describe('settling', () => {
  it('deletes by the latest receipt and keeps the message when the receipt is an older one', async () => {
    await send('a');
    const [first] = await receive({ VisibilityTimeout: 1 });
    clock.advanceSeconds(1);
    const [second] = await receive({ VisibilityTimeout: 1 });
    await sqs.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: first?.ReceiptHandle }));
    clock.advanceSeconds(1);
    const [third] = await receive({ VisibilityTimeout: 1 });
    await sqs.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: third?.ReceiptHandle }));
    clock.advanceSeconds(60);

    expect(second?.ReceiptHandle).not.toBe(first?.ReceiptHandle);
    expect(await receive()).toEqual([]);
  });

  it('shows a message again at once when its visibility is set to 0, later when it is extended', async () => {
    await send('a');
    const [first] = await receive({ VisibilityTimeout: 30 });
    const change = (VisibilityTimeout: number, ReceiptHandle?: string) =>
      sqs.client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
    await change(0, first?.ReceiptHandle);
    const [second] = await receive({ VisibilityTimeout: 30 });
    await change(100, second?.ReceiptHandle);
    clock.advanceSeconds(31);
    const extended = await receive();

    expect(second?.Body).toBe('a');
    expect(extended).toEqual([]);
  });

  it.each([
    ['MessageNotInflight', 40, (handle: string) => handle],
    ['ReceiptHandleIsInvalid', 0, () => 'nonsense'],
  ])('refuses to change visibility with %s', async (name, later, handleOf) => {
    await send('a');
    const [message] = await receive({ VisibilityTimeout: 30 });
    clock.advanceSeconds(later);
    const ReceiptHandle = handleOf(message?.ReceiptHandle as string);

    const change = sqs.client.send(
      new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 1 }),
    );

    await expect(change).rejects.toMatchObject({ name });
  });

  it('lists what failed in a batch and settles the rest', async () => {
    await send('a');
    const [message] = await receive();

    const answer = await sqs.client.send(
      new DeleteMessageBatchCommand({
        QueueUrl,
        Entries: [
          { Id: 'good', ReceiptHandle: message?.ReceiptHandle },
          { Id: 'bad', ReceiptHandle: 'nonsense' },
        ],
      }),
    );

    expect(answer.Successful).toEqual([{ Id: 'good' }]);
    expect(answer.Failed).toMatchObject([{ Id: 'bad', Code: 'ReceiptHandleIsInvalid', SenderFault: true }]);
  });

  it('is empty when it was purged', async () => {
    await send('a');
    await sqs.client.send(new PurgeQueueCommand({ QueueUrl }));

    expect(await receive()).toEqual([]);
  });
});

describe('the dead-letter queue', () => {
  it('gets a message that was received maxReceiveCount times and is seen again', async () => {
    const dead = (await sqs.client.send(new CreateQueueCommand({ QueueName: 'dead' }))).QueueUrl as string;
    const deadLetterTargetArn = 'arn:aws:sqs:us-east-1:000000000000:dead';
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 });
    QueueUrl = (await sqs.client.send(new CreateQueueCommand({ QueueName: 'main', Attributes: { RedrivePolicy } })))
      .QueueUrl as string;
    const sentAt = clock.now().getTime();
    await send('poison', { MessageAttributes: { k: { DataType: 'String', StringValue: 'v' } } });

    const seen: string[] = [];
    for (let round = 0; round < 4; round++) {
      seen.push(bodies(await receive({ VisibilityTimeout: 1 })).join());
      clock.advanceSeconds(1);
    }
    QueueUrl = dead;
    const [moved] = await receive({ MessageSystemAttributeNames: ['All'], MessageAttributeNames: ['All'] });

    expect(seen).toEqual(['poison', 'poison', '', '']);
    expect(moved).toMatchObject({
      Body: 'poison',
      MessageAttributes: { k: { StringValue: 'v' } },
      Attributes: {
        SentTimestamp: String(sentAt),
        DeadLetterQueueSourceArn: 'arn:aws:sqs:us-east-1:000000000000:main',
      },
    });
  });
});

describe('requests that no SDK writes', () => {
  it.each<[string, string, object]>([
    ['ReceiveMessage', 'InvalidParameterValue', { AttributeNames: 'All' }],
    ['ReceiveMessage', 'InvalidParameterValue', { MessageAttributeNames: [5] }],
    ['SendMessageBatch', 'InvalidParameterValue', { Entries: 5 }],
    ['DeleteMessageBatch', 'InvalidParameterValue', { Entries: [null] }],
    ['SendMessageBatch', 'EmptyBatchRequest', {}],
  ])('%s is refused with %s, as the caller’s fault', async (operation, code, members) => {
    const call = { principal: ADMINISTRATOR, requestId: 'test' };
    const answer = sqs.service.operations[operation]?.({ QueueUrl, ...members }, call);
    await expect(answer).rejects.toMatchObject({ code, status: 400 });
  });
});
