import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { UncertainImage } from '../../../core/contracts/alert';
import { AlertQueue } from '../../../lambdas/adapters/alert-queue';
import { AlertTopic } from '../../../lambdas/adapters/alert-topic';
import { type DigestRound, sendDigest } from '../../../lambdas/send-digest/send-digest';
import { FakeClient, sdkError } from '../../fixtures/fake-client';
import { fakeInvocation } from '../../fixtures/invocation';
import { uncertainImage } from '../../fixtures/uncertain-image';

interface Queue {
  readonly messages: Map<string, string>;
  readonly round: DigestRound;
  readonly published: { readonly Subject: string; readonly Message: string }[];
}

/** A queue that hides what it has given, as SQS does. */
function queueOf(bodies: readonly string[], publish: () => void = () => undefined): Queue {
  const messages = new Map(bodies.map((body, index) => [`receipt-${index}`, body]));
  const hidden = new Set<string>();
  const sqs = new FakeClient({
    ReceiveMessage: ({ MaxNumberOfMessages }) => {
      const given = [...messages].filter(([receipt]) => !hidden.has(receipt)).slice(0, Number(MaxNumberOfMessages));
      for (const [receipt] of given) hidden.add(receipt);
      return { Messages: given.map(([ReceiptHandle, Body]) => ({ ReceiptHandle, Body })) };
    },
    DeleteMessageBatch: ({ Entries }) => {
      for (const { ReceiptHandle } of Entries as { ReceiptHandle: string }[]) messages.delete(ReceiptHandle);
      return { Failed: [] };
    },
  });
  const published: Queue['published'] = [];
  const sns = new FakeClient({
    Publish: (input) => {
      publish();
      published.push(input as unknown as Queue['published'][number]);
    },
  });
  const round = {
    queue: new AlertQueue(sqs.as<SQSClient>(), 'https://queue.test'),
    topic: new AlertTopic(sns.as<SNSClient>(), 'arn:topic'),
    windowSeconds: 300,
    fullList: async () => 'https://look.test/review?t=list',
    now: () => 0,
  };
  return { messages, round, published };
}

const alerts = (count: number, changes: Partial<UncertainImage> = {}): string[] =>
  Array.from({ length: count }, (_, index) =>
    JSON.stringify(uncertainImage({ review_id: `review-${index}`, ...changes })),
  );

it('makes one message of a bad night', async () => {
  const { round, messages, published } = queueOf(alerts(1_234));

  const sent = await sendDigest(fakeInvocation(), round);

  expect(sent).toEqual({ images: 1_234, messages: 1 });
  expect(published.map(({ Subject }) => Subject)).toEqual(['Second look: 1,234 images, the last 5 minutes']);
  expect(String(published[0]?.Message)).toContain('https://look.test/review?t=list');
  expect(messages.size).toBe(0);
});

it('sends nothing when nothing has gathered', async () => {
  const { round, published } = queueOf([]);

  expect(await sendDigest(fakeInvocation(), round)).toEqual({ images: 0, messages: 0 });
  expect(published).toEqual([]);
});

it('sends one image as its own alert', async () => {
  const { round, published } = queueOf(alerts(1));

  await sendDigest(fakeInvocation(), round);

  expect(published[0]?.Subject).toMatch(/^Second look: bicycle\? 60\.0 % sure/);
});

it('tells of one that is too large for a message by its count and the list', async () => {
  const { round, published } = queueOf(
    alerts(1, { inferences: Array.from({ length: 20_000 }, () => 0.123456789012345) }),
  );

  await sendDigest(fakeInvocation(), round);

  expect(published[0]?.Subject).toBe('Second look: 1 image, the last 5 minutes');
  expect(Buffer.byteLength(published[0]?.Message ?? '')).toBeLessThanOrEqual(262_144);
});

it('counts a second look once that was queued twice', async () => {
  const { round, published } = queueOf([...alerts(3), ...alerts(3)]);

  expect(await sendDigest(fakeInvocation(), round)).toEqual({ images: 3, messages: 1 });
  expect(published[0]?.Subject).toContain('3 images');
});

it('leaves every message in the queue when the topic does not take the digest', async () => {
  const { round, messages } = queueOf(alerts(25), () => {
    throw sdkError('InternalError', 500);
  });

  await expect(sendDigest(fakeInvocation(), round)).rejects.toMatchObject({ name: 'AlertNotPublished' });

  expect(messages.size).toBe(25);
});

it('sends what it can read, and leaves the rest for the dead-letter queue', async () => {
  const { round, messages } = queueOf(['{"not":"an alert"}', ...alerts(2), 'nothing']);
  const invocation = fakeInvocation();

  expect(await sendDigest(invocation, round)).toEqual({ images: 2, messages: 1 });

  expect([...messages.values()]).toEqual(['{"not":"an alert"}', 'nothing']);
  expect(invocation.logged).toContain('Messages of the alert queue are no alerts');
});

it('makes several messages of more than one can be about', async () => {
  const { round, published, messages } = queueOf(alerts(5_003));

  expect(await sendDigest(fakeInvocation(), round)).toEqual({ images: 5_003, messages: 2 });
  expect(published).toHaveLength(2);
  expect(messages.size).toBe(0);
});

it('names the grant that it lacks', async () => {
  const denied = () => {
    throw sdkError('AccessDeniedException', 403);
  };
  const queue = new AlertQueue(new FakeClient({ ReceiveMessage: denied }).as<SQSClient>(), 'https://queue.test');

  await expect(queue.receive()).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringContaining('sqs:ReceiveMessage'),
  });
});
