import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { failureOf, S3Laptop, SIGNED } from './s3-laptop';

const Bucket = 'conditions';
const Key = 'digits';
let laptop: S3Laptop;
let s3: S3Client;
let etag: string;

beforeAll(async () => {
  laptop = await S3Laptop.start();
  laptop.now = new Date('2026-01-01T12:00:00.700Z');
  s3 = laptop.client();
  await s3.send(new CreateBucketCommand({ Bucket }));
  etag = (await s3.send(new PutObjectCommand({ Bucket, Key, Body: '0123456789' }))).ETag as string;
});
afterAll(() => laptop.stop());

const get = (headers: Record<string, string>, method = 'GET') =>
  fetch(`${laptop.endpoint}/${Bucket}/${Key}`, { method, headers: { ...SIGNED, ...headers } });

it.each([
  ['bytes=0-0', '0', 'bytes 0-0/10'],
  ['bytes=3-5', '345', 'bytes 3-5/10'],
  ['bytes=7-', '789', 'bytes 7-9/10'],
  ['bytes=-2', '89', 'bytes 8-9/10'],
  ['bytes=-99', '0123456789', 'bytes 0-9/10'],
  ['bytes=5-99', '56789', 'bytes 5-9/10'],
])('answers 206 with the bytes of %s', async (range, bytes, contentRange) => {
  const answer = await get({ range });

  expect([answer.status, answer.headers.get('content-range')]).toEqual([206, contentRange]);
  expect(await answer.text()).toBe(bytes);
});

it.each(['bytes=5-3', 'bytes=0-1,4-5', 'lines=1-2', 'bytes=x-'])('ignores the malformed range %s', async (range) => {
  const answer = await get({ range });

  expect([answer.status, await answer.text()]).toEqual([200, '0123456789']);
});

it.each(['bytes=10-', 'bytes=99-100', 'bytes=-0'])('answers 416 when %s has no byte of the object', async (range) => {
  const answer = await get({ range });

  expect([answer.status, answer.headers.get('content-range')]).toEqual([416, 'bytes */10']);
  expect(await answer.text()).toContain('<Code>InvalidRange</Code>');
});

const THEN = 'Thu, 01 Jan 2026 12:00:00 GMT';
const BEFORE = 'Thu, 01 Jan 2026 11:59:59 GMT';

it.each([
  [{ 'if-match': 'ETAG' }, 200],
  [{ 'if-match': '"other"' }, 412],
  [{ 'if-match': '*' }, 200],
  [{ 'if-none-match': 'ETAG' }, 304],
  [{ 'if-none-match': '"other"' }, 200],
  [{ 'if-modified-since': THEN }, 304],
  [{ 'if-modified-since': BEFORE }, 200],
  [{ 'if-unmodified-since': THEN }, 200],
  [{ 'if-unmodified-since': BEFORE }, 412],
  [{ 'if-match': 'ETAG', 'if-unmodified-since': BEFORE }, 200],
  [{ 'if-none-match': '"other"', 'if-modified-since': THEN }, 200],
])('judges a read with %j as %d', async (conditions: Record<string, string>, status) => {
  const headers = Object.fromEntries(Object.entries(conditions).map(([n, v]) => [n, v.replace('ETAG', etag)]));

  const answer = await get(headers);
  const head = await get(headers, 'HEAD');

  expect([answer.status, head.status]).toEqual([status, status]);
  if (status === 304) expect([await answer.text(), answer.headers.get('etag')]).toEqual(['', etag]);
});

it('puts only where nothing is when If-None-Match is *', async () => {
  const conditional = new PutObjectCommand({ Bucket, Key: 'once', Body: 'x', IfNoneMatch: '*' });

  await s3.send(conditional);

  expect(await failureOf(s3.send(conditional))).toMatchObject({ name: 'PreconditionFailed', status: 412 });
});

it('replaces only what the writer has seen when If-Match is given', async () => {
  const { ETag } = await s3.send(new PutObjectCommand({ Bucket, Key: 'swap', Body: 'one' }));
  const swap = (IfMatch: string | undefined, name = 'swap') =>
    s3.send(new PutObjectCommand({ Bucket, Key: name, Body: 'two', IfMatch }));

  await swap(ETag);

  expect(await failureOf(swap(ETag))).toMatchObject({ name: 'PreconditionFailed', status: 412 });
  expect(await failureOf(swap('*', 'absent'))).toMatchObject({ name: 'NoSuchKey', status: 404 });
});

it('lets exactly one of many concurrent conditional puts win', async () => {
  const clients = Array.from({ length: 4 }, () => laptop.client());
  const race = Array.from({ length: 40 }, (_, at) =>
    clients[at % 4]!.send(new PutObjectCommand({ Bucket, Key: 'race', Body: `writer ${at}`, IfNoneMatch: '*' })),
  );

  const results = await Promise.allSettled(race);

  const winners = results.flatMap(({ status }, at) => (status === 'fulfilled' ? [at] : []));
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'race' }));
  expect(winners).toHaveLength(1);
  expect(await Body!.transformToString()).toBe(`writer ${winners[0]}`);
});

it('deletes only what the caller has seen when If-Match is given', async () => {
  await s3.send(new PutObjectCommand({ Bucket, Key: 'guarded', Body: 'x' }));

  const failure = await failureOf(s3.send(new DeleteObjectCommand({ Bucket, Key: 'guarded', IfMatch: '"other"' })));

  expect(failure).toMatchObject({ name: 'PreconditionFailed', status: 412 });
  await s3.send(new HeadObjectCommand({ Bucket, Key: 'guarded' }));
  const absent = await failureOf(s3.send(new DeleteObjectCommand({ Bucket, Key: 'absent', IfMatch: '*' })));
  expect(absent).toMatchObject({ name: 'NoSuchKey', status: 404 });
});

it('copies with metadata kept or replaced, and judges the conditions of the source', async () => {
  const CopySource = `${Bucket}/with%20space%2Bplus`;
  const put = new PutObjectCommand({
    Bucket,
    Key: 'with space+plus',
    Body: 'x',
    Metadata: { site: 'a' },
    Tagging: 'k=v',
  });
  const { ETag } = await s3.send(put);

  await s3.send(new CopyObjectCommand({ Bucket, Key: 'kept', CopySource, CopySourceIfMatch: ETag }));
  const replacing = { MetadataDirective: 'REPLACE', ContentType: 'text/css', TaggingDirective: 'REPLACE' } as const;
  await s3.send(new CopyObjectCommand({ Bucket, Key: 'replaced', CopySource, ...replacing }));

  const kept = await s3.send(new HeadObjectCommand({ Bucket, Key: 'kept' }));
  const replaced = await s3.send(new HeadObjectCommand({ Bucket, Key: 'replaced' }));
  expect(kept).toMatchObject({ Metadata: { site: 'a' }, ETag, TagCount: 1 });
  expect(replaced).toMatchObject({ Metadata: {}, ETag, ContentType: 'text/css' });
  const refused = s3.send(new CopyObjectCommand({ Bucket, Key: 'no', CopySource, CopySourceIfNoneMatch: ETag }));
  expect(await failureOf(refused)).toMatchObject({ name: 'PreconditionFailed', status: 412 });
});

it('refuses to copy an object to itself when nothing changes', async () => {
  const copy = new CopyObjectCommand({ Bucket, Key, CopySource: `${Bucket}/${Key}` });

  expect(await failureOf(s3.send(copy))).toMatchObject({ name: 'InvalidRequest', status: 400 });
});
