import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { failureOf, S3Laptop, SIGNED } from './s3-laptop';

const Bucket = 'images';
let laptop: S3Laptop;
let s3: S3Client;

beforeAll(async () => {
  laptop = await S3Laptop.start();
  s3 = laptop.client();
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => laptop.stop());

async function bytesOf(Key: string, Range?: string): Promise<Buffer> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, Range }));
  return Buffer.from(await Body!.transformToByteArray());
}

it.each([0, 1, 2500, 65_536, 65_537, 3_000_000])(
  'gives back the same bytes when %d of them are put as a buffer',
  async (size) => {
    const bytes = randomBytes(size);
    const Key = `buffer/${size}`;

    const put = await s3.send(new PutObjectCommand({ Bucket, Key, Body: bytes }));

    expect(put.ETag).toBe(`"${createHash('md5').update(bytes).digest('hex')}"`);
    expect((await bytesOf(Key)).equals(bytes)).toBe(true);
  },
);

it.each([10, 70_000, 5_000_000])('gives back the same bytes when %d of them are put as a stream', async (size) => {
  const bytes = randomBytes(size);
  const Key = `stream/${size}`;

  await s3.send(new PutObjectCommand({ Bucket, Key, Body: Readable.from([bytes]), ContentLength: size }));

  const head = await s3.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
  expect(head).toMatchObject({ ContentLength: size, ChecksumCRC32: expect.any(String) });
  expect(head.ContentEncoding).toBeUndefined();
  expect((await bytesOf(Key)).equals(bytes)).toBe(true);
});

it.each([
  'plain',
  'with space',
  'with+plus',
  'ümlaut/日本/🚲.png',
  'a//b',
  '../escape',
  './here',
  'a/../b',
  '/leading',
  'trailing/',
  'percent%20literal',
  'quote\'&<>"',
  'question?and#hash',
  'k'.repeat(1024),
])('keeps the key %s', async (Key) => {
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));

  expect((await bytesOf(Key)).toString()).toBe(Key);
});

it('refuses a key of more than 1,024 bytes', async () => {
  const failure = await failureOf(s3.send(new PutObjectCommand({ Bucket, Key: 'é'.repeat(513), Body: '' })));

  expect(failure).toMatchObject({ name: 'KeyTooLongError', status: 400 });
});

it('gives back headers and metadata as they were put', async () => {
  const about = {
    ContentType: 'image/png',
    CacheControl: 'no-cache',
    ContentDisposition: 'attachment',
    ContentEncoding: 'gzip',
    ContentLanguage: 'de',
    Metadata: { site: 'north bay', camera: '7' },
    StorageClass: 'STANDARD_IA',
    WebsiteRedirectLocation: '/elsewhere',
  } as const;

  await s3.send(new PutObjectCommand({ Bucket, Key: 'described', Body: 'x', ...about }));

  const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'described' }));
  expect(head).toMatchObject({ ...about, ServerSideEncryption: 'AES256', AcceptRanges: 'bytes' });
});

it('replaces headers of the answer when response- parameters ask for it', async () => {
  await s3.send(new PutObjectCommand({ Bucket, Key: 'override', Body: 'x', ContentType: 'image/png' }));

  const answer = await s3.send(
    new GetObjectCommand({ Bucket, Key: 'override', ResponseContentType: 'text/plain', ResponseExpires: new Date(0) }),
  );

  expect(answer).toMatchObject({ ContentType: 'text/plain', ExpiresString: 'Thu, 01 Jan 1970 00:00:00 GMT' });
});

it('refuses metadata above 2 KB', async () => {
  const Metadata = { long: 'x'.repeat(2048) };

  const failure = await failureOf(s3.send(new PutObjectCommand({ Bucket, Key: 'meta', Body: '', Metadata })));

  expect(failure.name).toBe('MetadataTooLarge');
});

it('refuses an upload of unknown length as S3 does', async () => {
  const body = Readable.toWeb(Readable.from([Buffer.from('some')]));

  const answer = await fetch(`${laptop.endpoint}/${Bucket}/unknown`, {
    method: 'PUT',
    body,
    headers: SIGNED,
    duplex: 'half',
  } as RequestInit);

  expect(answer.status).toBe(501);
  expect(await answer.text()).toContain('<Code>NotImplemented</Code>');
});

it('leaves the old object when an upload breaks off', async () => {
  await s3.send(new PutObjectCommand({ Bucket, Key: 'broken', Body: 'old' }));
  const abort = new AbortController();
  async function* slow() {
    yield randomBytes(200_000);
    abort.abort();
    yield randomBytes(200_000);
  }

  await failureOf(
    s3.send(new PutObjectCommand({ Bucket, Key: 'broken', Body: Readable.from(slow()), ContentLength: 400_000 }), {
      abortSignal: abort.signal,
    }),
  );

  expect((await bytesOf('broken')).toString()).toBe('old');
});

it('answers a missing key with NoSuchKey, and HEAD without a body', async () => {
  expect(await failureOf(bytesOf('absent'))).toMatchObject({ name: 'NoSuchKey', status: 404 });
  const head = await fetch(`${laptop.endpoint}/${Bucket}/absent`, { method: 'HEAD', headers: SIGNED });
  expect(head.status).toBe(404);
  expect(await head.text()).toBe('');
});

it('answers a missing bucket with NoSuchBucket', async () => {
  const failure = await failureOf(s3.send(new GetObjectCommand({ Bucket: 'nowhere', Key: 'k' })));

  expect(failure).toMatchObject({ name: 'NoSuchBucket', status: 404 });
});
