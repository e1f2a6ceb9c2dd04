import { Readable } from 'node:stream';
import { Logger } from '@aws-lambda-powertools/logger';
import type { S3Client } from '@aws-sdk/client-s3';
import type { BatchResult } from '../../../core/contracts/batch';
import type { LinkKeys } from '../../../core/second-look/link-keys';
import { verifyReviewToken } from '../../../core/second-look/review-link';
import { summarizeBatch } from '../../../lambdas/summarize-batch/summarize-batch';

const CONTEXT = {
  s3_bucket: 'images',
  s3_prefix: '',
  execution_id: 'arn:x:batch',
  started_at: '2026-01-01T00:00:00.000Z',
};
const KEYS: LinkKeys = [{ id: 'k', secret: 's'.repeat(64) }];
const MANIFEST = 'children/manifest.json';
const accepted = (key: string): BatchResult => ({
  s3_bucket: 'images',
  key,
  outcome: 'accepted',
  label: 'a',
  confidence: 0.99,
});

/** As much of S3 as the function uses. */
class Bucket {
  readonly objects = new Map<string, string>();
  readonly parts: string[] = [];
  readonly calls: string[] = [];
  failsAt: string | undefined;

  readonly client = {
    send: async (command: { constructor: { name: string }; input: Record<string, unknown> }) => {
      const { name } = command.constructor;
      const { Key, Body } = command.input as { Key: string; Body: string };
      this.calls.push(name);
      if (name === this.failsAt)
        throw Object.assign(new Error('slow down'), { name: 'SlowDown', $metadata: { httpStatusCode: 503 } });
      if (name === 'GetObjectCommand') return { Body: Readable.from([Buffer.from(this.objects.get(Key) ?? '')]) };
      if (name === 'PutObjectCommand') this.objects.set(Key, String(Body));
      if (name === 'CreateMultipartUploadCommand') return { UploadId: 'u' };
      if (name === 'UploadPartCommand') {
        this.parts.push(String(Body));
        return { ETag: String(this.parts.length) };
      }
      if (name === 'CompleteMultipartUploadCommand') this.objects.set(Key, this.parts.join(''));
      return {};
    },
  } as unknown as S3Client;

  lines(key: string): BatchResult[] {
    return (this.objects.get(key) ?? '')
      .split('\n')
      .flatMap((line) => (line === '' ? [] : [JSON.parse(line) as BatchResult]));
  }
}

let bucket: Bucket;
let published: string[];
let sent: Set<string>;
beforeEach(() => {
  bucket = new Bucket();
  published = [];
  sent = new Set();
});

interface Children {
  readonly succeeded?: readonly (readonly BatchResult[])[];
  readonly failed?: readonly (readonly string[])[];
  readonly pending?: readonly (readonly string[])[];
}

function children({ succeeded = [], failed = [], pending = [] }: Children): void {
  const input = (keys: readonly string[]) =>
    JSON.stringify({ BatchInput: CONTEXT, Items: keys.map((s3_key) => ({ s3_key })) });
  const files = {
    SUCCEEDED: succeeded.map((results) => ({ Input: '{}', Output: JSON.stringify({ results }) })),
    FAILED: failed.map((keys) => ({ Input: input(keys), Error: 'Lambda.Unknown', Cause: 'gone' })),
    PENDING: pending.map((keys) => ({ Input: input(keys) })),
  };
  const ResultFiles = Object.fromEntries(
    Object.entries(files).map(([kind, entries]) => {
      bucket.objects.set(kind, entries.map((entry) => JSON.stringify(entry)).join('\n'));
      return [kind, entries.length === 0 ? [] : [{ Key: kind, Size: 1 }]];
    }),
  );
  bucket.objects.set(MANIFEST, JSON.stringify({ DestinationBucket: 'reports', ResultFiles }));
}

const summarize = (toleratedFailures = 1) =>
  summarizeBatch(
    {
      execution_id: CONTEXT.execution_id,
      started_at: CONTEXT.started_at,
      results: { ResultWriterDetails: { Bucket: 'reports', Key: MANIFEST } },
    },
    { logger: new Logger({ logLevel: 'SILENT' }) },
    {
      s3: bucket.client,
      reportsBucket: 'reports',
      toleratedFailures,
      desk: {
        threshold: 0.93,
        executionUrlPrefix: 'https://x/',
        baseUrl: 'https://look.test',
        linkDays: 7,
        secret: { keys: async () => KEYS },
      },
      topic: { publish: async ({ message }) => void published.push(message) },
      marker: {
        once: async (id, prepare, publish) => {
          if (sent.has(id)) return 'already-sent';
          await publish(await prepare());
          sent.add(id);
          return 'published';
        },
      },
    },
  );

it('accounts for every image: of children that succeeded, failed and never began', async () => {
  children({ succeeded: [[accepted('1'), accepted('2')]], failed: [['3']], pending: [['4', '5', 'folder/']] });
  const output = await summarize();
  expect(output).toMatchObject({
    confidentPredictions: false,
    counts: { images: 5, accepted: 2, secondLook: 0, failed: 3 },
    resultsKey: 'batches/batch/results.jsonl',
    tolerated: true,
  });
  expect(bucket.lines('batches/batch/results.jsonl').map(({ key, reason }) => [key, reason])).toEqual([
    ['1', undefined],
    ['2', undefined],
    ['3', 'ChildFailed'],
    ['4', 'NeverStarted'],
    ['5', 'NeverStarted'],
  ]);
  expect(JSON.parse(bucket.objects.get('batches/batch/summary.json') ?? '')).toMatchObject({
    failedByReason: { NeverStarted: 2, ChildFailed: 1 },
  });
  expect(published).toEqual([]);
});

it('lets the last word of an image win: that of the child that succeeded after it had failed', async () => {
  children({ succeeded: [[accepted('1')]], failed: [['1', '2']] });
  expect((await summarize()).counts).toEqual({ images: 2, accepted: 1, secondLook: 0, failed: 1 });
  expect(bucket.lines('batches/batch/results.jsonl').map(({ key, outcome }) => [key, outcome])).toEqual([
    ['1', 'accepted'],
    ['2', 'failed'],
  ]);
});

it('counts tolerated failures in images', async () => {
  children({ succeeded: [[accepted('1'), accepted('2'), accepted('3')]], failed: [['4']] });
  expect((await summarize(0.25)).tolerated).toBe(true);
  expect(await summarize(0.24)).toMatchObject({
    tolerated: false,
    cause: expect.stringContaining('1 of 4 images failed'),
  });
});

it('sends one digest of what needs a look, the least certain first, however often it is run', async () => {
  const uncertain = (key: string, confidence: number): BatchResult => ({
    ...accepted(key),
    outcome: 'second-look',
    confidence,
    inference_id: key,
  });
  children({ succeeded: [[uncertain('sure', 0.9), uncertain('unsure', 0.5), accepted('x')]] });
  await summarize();
  await summarize();
  expect(published).toHaveLength(1);
  const digest = JSON.parse((JSON.parse(published[0] ?? '') as { default: string }).default);
  expect(digest.counts).toEqual({ images: 3, accepted: 1, secondLook: 2, failed: 0 });
  expect(digest.images.map(({ s3_key }: { s3_key: string }) => s3_key)).toEqual(['unsure', 'sure']);
});

it('names the classes that the model wavered between, as the model that was asked names them', async () => {
  const uncertain = { ...accepted('a.png'), outcome: 'second-look' as const, confidence: 0.6, inference_id: 'id-1' };
  const named = { ...uncertain, inferences: [0.4, 0.6], classes: ['bicycle', 'motorcycle'] };
  children({ succeeded: [[named, { ...uncertain, key: 'older.png', inference_id: 'id-2', inferences: [0.4, 0.6] }]] });

  await summarize();

  const { email } = JSON.parse(published[0] ?? '') as { readonly email: string };
  const lines = email.split('\n');
  expect(lines[lines.indexOf('1. a.png') + 1]).toBe('   motorcycle 60.0 %, bicycle 40.0 %');
  expect(lines[lines.indexOf('2. older.png') + 1]).toBe('   class 1 60.0 %, class 0 40.0 %');
});

it('gives each image the signed link of its second look, good from the start of the batch, and the execution', async () => {
  const uncertain = { ...accepted('a.png'), outcome: 'second-look' as const, confidence: 0.5, inference_id: 'id-1' };
  children({ succeeded: [[{ ...uncertain, version_id: 'v1' }]] });

  await summarize();

  const { default: json, email } = JSON.parse(published[0] ?? '') as Record<'default' | 'email', string>;
  const [image] = JSON.parse(json).images;
  const token = new URL(image.second_look_link).searchParams.get('t') ?? '';
  const verifiedAt = (time: string) => verifyReviewToken(token, new Date(time), KEYS);
  expect(verifiedAt('2026-01-07T23:59:59Z')).toEqual({
    subject: {
      bucket: 'images',
      key: 'a.png',
      versionId: 'v1',
      reviewId: 'id-1',
      openedAt: new Date(CONTEXT.started_at),
    },
  });
  expect(verifiedAt('2026-01-08T00:00:01Z')).toHaveProperty('refused');
  const lines = email.split('\n');
  const at = lines.indexOf(`   ${image.second_look_link}`);
  expect(lines[at + 1]).toBe('   Execution: https://x/arn:x:batch');
});

it('gives an image without a version no link: it has no second look', async () => {
  children({
    succeeded: [[{ ...accepted('a.png'), outcome: 'second-look', confidence: 0.5, inference_id: 'id-1' }]],
  });

  await summarize();

  expect(JSON.parse(JSON.parse(published[0] ?? '').default).images[0]).not.toHaveProperty('second_look_link');
});

it('writes many results in parts, and leaves no parts behind where that fails', async () => {
  const cause = 'x'.repeat(300);
  const many = Array.from({ length: 300 }, (_, child) =>
    Array.from(
      { length: 100 },
      (__, at): BatchResult => ({ s3_bucket: 'b', key: `${child}/${at}`, outcome: 'failed', reason: 'R', cause }),
    ),
  );
  children({ succeeded: many });
  expect((await summarize()).counts.images).toBe(30_000);
  expect(bucket.lines('batches/batch/results.jsonl')).toHaveLength(30_000);
  expect(bucket.parts.length).toBeGreaterThan(1);
  // S3 refuses smaller ones before the last.
  for (const part of bucket.parts.slice(0, -1)) expect(Buffer.byteLength(part)).toBeGreaterThanOrEqual(5 * 1024 * 1024);
  bucket.failsAt = 'CompleteMultipartUploadCommand';
  await expect(summarize()).rejects.toMatchObject({ name: 'StorageUnavailable' });
  expect(bucket.calls.at(-1)).toBe('AbortMultipartUploadCommand');
});
