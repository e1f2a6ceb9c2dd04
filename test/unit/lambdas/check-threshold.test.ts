import type { S3Client } from '@aws-sdk/client-s3';
import type { SNSClient } from '@aws-sdk/client-sns';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { OpenItem } from '../../../core/contracts/open-item';
import { alertMarkerKey } from '../../../core/contracts/storage-layout';
import { verifyReviewToken } from '../../../core/second-look/review-link';
import { AlertMarker } from '../../../lambdas/adapters/alert-marker';
import { AlertQueue } from '../../../lambdas/adapters/alert-queue';
import { AlertTopic } from '../../../lambdas/adapters/alert-topic';
import { AlertSender } from '../../../lambdas/check-threshold/alert-sender';
import { checkThreshold, type ThresholdCheck } from '../../../lambdas/check-threshold/check-threshold';
import { FakeClient, objectBody, sdkError } from '../../fixtures/fake-client';
import { fakeInvocation } from '../../fixtures/invocation';
import { LINK_KEYS } from '../../fixtures/link-keys';
import { secondLookDesk } from '../../fixtures/second-look/second-look-desk';

const BODY = {
  s3_bucket: 'images',
  s3_key: 'test/bike.png',
  version_id: 'v1',
  inferences: [0.6, 0.4],
  confidence: 0.6,
  predicted_label: 'bicycle',
  inference_id: 'i'.repeat(32),
  model_package: 'arn:package',
  order: 7,
};

interface Laptop {
  readonly check: ThresholdCheck;
  readonly markers: Map<string, string>;
  readonly published: Record<string, unknown>[];
  /** Messages of the alert queue. */
  readonly queued: unknown[];
  readonly opened: OpenItem[];
}

interface Options {
  readonly threshold?: number;
  readonly publish?: () => unknown;
  readonly enqueue?: () => unknown;
  readonly marker?: string;
  readonly windowSeconds?: number;
}

function laptop(options: Options = {}): Laptop {
  const markers = new Map<string, string>();
  if (options.marker !== undefined) markers.set(alertMarkerKey(BODY.inference_id), options.marker);
  const s3 = new FakeClient({
    PutObject: ({ Key, Body, IfNoneMatch }) => {
      if (IfNoneMatch === '*' && markers.has(Key as string)) throw sdkError('PreconditionFailed', 412);
      markers.set(Key as string, Body as string);
    },
    GetObject: ({ Key }) => ({ Body: objectBody(Buffer.from(markers.get(Key as string) ?? '')) }),
  });
  const published: Record<string, unknown>[] = [];
  const sns = new FakeClient({
    Publish: (input) => {
      options.publish?.();
      published.push(input);
    },
  });
  const queued: unknown[] = [];
  const sqs = new FakeClient({
    SendMessage: ({ MessageBody }) => {
      options.enqueue?.();
      queued.push(JSON.parse(String(MessageBody)));
    },
  });
  const desk = secondLookDesk();
  const check = {
    threshold: options.threshold ?? 0.93,
    executionUrlPrefix: 'https://console.test/executions/',
    marker: new AlertMarker(s3.as<S3Client>(), 'images'),
    alerts: new AlertSender(
      new AlertTopic(sns.as<SNSClient>(), 'arn:aws:sns:us-east-1:000000000000:alerts'),
      new AlertQueue(sqs.as<SQSClient>(), 'https://queue.test/alerts'),
      options.windowSeconds ?? 0,
    ),
    desk,
    now: () => new Date('2026-11-26T20:00:00.000Z'),
  };
  return { check, markers, published, queued, opened: desk.opened };
}

describe('at or above the threshold', () => {
  it.each([
    ['above', 0.5],
    ['exactly at', 0.6],
  ])('passes the whole body on when the confidence is %s it', async (_where, threshold) => {
    const { check, published } = laptop({ threshold });
    const invocation = fakeInvocation();

    const answer = await checkThreshold({ body: BODY, execution_id: 'arn:e' }, invocation, check);

    expect(answer).toEqual({ statusCode: 200, body: BODY });
    expect(published).toEqual([]);
    expect(invocation.counted).toEqual(['Accepted']);
  });

  it.each([
    ['a list of probabilities as body', { body: '[1.0, 0.0]' }],
    ['inferences as a JSON string', { body: { inferences: '[0.99, 0.01]' } }],
    ['a body as a JSON string', { body: JSON.stringify({ inferences: [0.95, 0.05] }) }],
    ['the bare fields', { inferences: [0.95, 0.05] }],
  ])('accepts %s', async (_form, event) => {
    const { check } = laptop();

    const answer = await checkThreshold(event, fakeInvocation(), check);

    expect(answer.body.inferences).toHaveLength(2);
  });
});

describe('below the threshold', () => {
  it('alerts once and fails with what a person needs to know, but no link', async () => {
    const { check, published, markers } = laptop();
    const invocation = fakeInvocation();

    const run = checkThreshold({ body: BODY, execution_id: 'arn:e' }, invocation, check);

    await expect(run).rejects.toMatchObject({
      name: 'THRESHOLD_CONFIDENCE_NOT_MET',
      message:
        's3://images/test/bike.png needs a second look: label bicycle, confidence 0.6 is below the threshold 0.93 ' +
        `(review id ${BODY.inference_id}).`,
    });
    expect(published).toHaveLength(1);
    expect(JSON.parse(markers.get(alertMarkerKey(BODY.inference_id)) ?? '')).toMatchObject({ state: 'sent' });
    expect(invocation.counted).toEqual(['LowConfidence']);
  });

  it('tells people in text and machines in JSON, under a short ASCII subject', async () => {
    const { check, published } = laptop();
    const body = { ...BODY, s3_key: `test/${'ü'.repeat(200)}.png` };

    await expect(checkThreshold({ body, execution_id: 'arn:e' }, fakeInvocation(), check)).rejects.toThrow();

    const { Subject, Message, MessageStructure } = published[0] as Record<string, string>;
    const forms = JSON.parse(Message as string) as { default: string; email: string };
    expect(MessageStructure).toBe('json');
    expect(Subject).toMatch(/^[\x20-\x7e]{1,99}$/);
    expect(JSON.parse(forms.default)).toEqual({
      type: 'LowConfidence',
      version: 1,
      images: [
        expect.objectContaining({
          s3_key: body.s3_key,
          confidence: 0.6,
          threshold: 0.93,
          review_id: BODY.inference_id,
        }),
      ],
    });
    expect(forms.email).toContain('https://console.test/executions/arn:e');
    expect(forms.email).toContain('bicycle');
  });

  it('keeps quiet when the alert was sent by an earlier attempt', async () => {
    const { check, published } = laptop({ marker: '{"state":"sent"}' });

    await expect(checkThreshold({ body: BODY }, fakeInvocation(), check)).rejects.toThrow(/second look/);

    expect(published).toEqual([]);
  });

  it.each([['{"state":"pending"}'], ['']])('alerts again when the earlier marker is %j', async (marker) => {
    const { check, published } = laptop({ marker });

    await expect(checkThreshold({ body: BODY }, fakeInvocation(), check)).rejects.toThrow(/second look/);

    expect(published).toHaveLength(1);
  });

  it('publishes nothing yet, and asks to be tried again, while another attempt writes the marker', async () => {
    const { check, published } = laptop();
    const s3 = new FakeClient({
      PutObject: () => {
        throw sdkError('ConditionalRequestConflict', 409);
      },
    });
    const marker = new AlertMarker(s3.as<S3Client>(), 'images');

    const checked = checkThreshold({ body: BODY }, fakeInvocation(), { ...check, marker });

    await expect(checked).rejects.toMatchObject({ name: 'StorageUnavailable' });
    expect(published).toEqual([]);
  });

  describe('when the topic does not take the alert', () => {
    const publish = () => {
      throw sdkError('InternalError', 500);
    };

    it('queues it, so that it is tried again until somebody is told', async () => {
      const { check, markers, queued } = laptop({ publish });

      const run = checkThreshold({ body: BODY, execution_id: 'arn:e' }, fakeInvocation(), check);

      await expect(run).rejects.toMatchObject({ name: 'THRESHOLD_CONFIDENCE_NOT_MET' });
      expect(queued).toEqual([expect.objectContaining({ review_id: BODY.inference_id, s3_key: BODY.s3_key })]);
      expect(JSON.parse(markers.get(alertMarkerKey(BODY.inference_id)) ?? '')).toMatchObject({ state: 'sent' });
    });

    it('names it, and leaves the marker pending for the next attempt, when the queue does not take it either', async () => {
      const { check, markers } = laptop({ publish, enqueue: publish });

      const run = checkThreshold({ body: BODY }, fakeInvocation(), check);

      await expect(run).rejects.toMatchObject({ name: 'AlertNotPublished' });
      expect(JSON.parse(markers.get(alertMarkerKey(BODY.inference_id)) ?? '')).toMatchObject({ state: 'pending' });
    });
  });

  it('queues the alert and publishes nothing where alerts gather', async () => {
    const { check, published, queued } = laptop({ windowSeconds: 300 });

    await expect(checkThreshold({ body: BODY }, fakeInvocation(), check)).rejects.toThrow(/second look/);

    expect([published.length, queued.length]).toEqual([0, 1]);
  });

  describe('opens a second look', () => {
    const EVENT = {
      body: { ...BODY, classes: ['bicycle', 'motorcycle'] },
      execution_id: 'arn:e',
      execution_started: '2026-11-26T19:59:59.500Z',
    };

    it('under the hour that the execution began in, in every attempt', async () => {
      const { check, opened } = laptop({ marker: '{"state":"pending"}' });

      for (let attempt = 0; attempt < 2; attempt += 1)
        await expect(checkThreshold(EVENT, fakeInvocation(), check)).rejects.toThrow(/second look/);

      const [item] = opened;
      expect(opened).toEqual([item, item]);
      expect(item).toEqual({
        version: 1,
        review_id: BODY.inference_id,
        s3_bucket: 'images',
        s3_key: 'test/bike.png',
        version_id: 'v1',
        predicted_label: 'bicycle',
        confidence: 0.6,
        threshold: 0.93,
        inferences: [0.6, 0.4],
        classes: ['bicycle', 'motorcycle'],
        model_package: 'arn:package',
        opened_at: '2026-11-26T19:59:59.500Z',
        link: 'https://console.test/executions/arn:e',
      });
    });

    it('whose signed link is in the alert, before the execution’s, and never in the cause', async () => {
      const { check, published } = laptop();

      const run = checkThreshold(EVENT, fakeInvocation(), check);

      await expect(run).rejects.toMatchObject({ message: expect.not.stringContaining('http') });
      const { email } = JSON.parse(String(published[0]?.Message)) as { email: string };
      const [, link = '', token = ''] =
        /^Look and answer: (https:\/\/look\.test\/second-look\?t=(\S+))\nOpen the execution: /m.exec(email) ?? [];
      expect(link).not.toBe('');
      expect(verifyReviewToken(token, new Date('2026-12-10T19:59:59Z'), LINK_KEYS)).toEqual({
        subject: {
          bucket: 'images',
          key: 'test/bike.png',
          versionId: 'v1',
          reviewId: BODY.inference_id,
          openedAt: new Date('2026-11-26T19:59:59.500Z'),
        },
      });
    });

    it('with numbers for names where the classes are not known', async () => {
      const { check, opened } = laptop();

      await expect(checkThreshold({ body: BODY }, fakeInvocation(), check)).rejects.toThrow(/second look/);

      expect(opened[0]?.classes).toEqual(['class 0', 'class 1']);
    });

    it('not, and alerts with the execution’s link alone, where there is no version of an object to show', async () => {
      const { check, opened, published } = laptop();

      await expect(checkThreshold({ body: '[0.5, 0.5]' }, fakeInvocation(), check)).rejects.toThrow(/second look/);

      expect(opened).toEqual([]);
      expect(String(published[0]?.Message)).not.toContain('Look and answer');
    });
  });

  it('names a missing grant AccessDenied', async () => {
    const { check } = laptop({
      publish: () => {
        throw sdkError('AuthorizationErrorException', 403);
      },
    });

    await expect(checkThreshold({ body: BODY }, fakeInvocation(), check)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('sns:Publish'),
    });
  });
});

it.each([
  ['no inferences', { body: { s3_key: 'a' } }],
  ['an empty list', { body: { inferences: [] } }],
  ['a string that is not JSON', { body: 'hello' }],
  ['words for numbers', { body: { inferences: ['high'] } }],
  ['a confidence above one', { body: { ...BODY, confidence: 7 } }],
  ['nothing', null],
])('refuses %s as InvalidInput', async (_what, event) => {
  const { check } = laptop();

  await expect(checkThreshold(event, fakeInvocation(), check)).rejects.toMatchObject({ name: 'InvalidInput' });
});
