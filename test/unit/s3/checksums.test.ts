import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { checksumOf } from '../../../local/s3/body/checksum';
import { failureOf, S3Laptop, SIGNED } from './s3-laptop';

const Bucket = 'sums';
// Published check values: the nine digits of the CRC catalogue, and FIPS 180 for the hashes by Node itself.
const DIGITS = Buffer.from('123456789');
let laptop: S3Laptop;
let s3: S3Client;

beforeAll(async () => {
  laptop = await S3Laptop.start();
  s3 = laptop.client();
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => laptop.stop());

const put = (key: string, headers: Record<string, string>, body: string | Buffer = DIGITS) =>
  fetch(`${laptop.endpoint}/${Bucket}/${key}`, { method: 'PUT', headers: { ...SIGNED, ...headers }, body });

it.each([
  ['CRC32', 'cbf43926'],
  ['CRC32C', 'e3069283'],
  ['CRC64NVME', 'ae8b14860a799888'],
] as const)('computes the check value of %s', (algorithm, check) => {
  expect(Buffer.from(checksumOf(algorithm, DIGITS), 'base64').toString('hex')).toBe(check);
});

it.each(['CRC32', 'CRC32C', 'SHA1', 'SHA256'] as const)('keeps and gives back %s', async (algorithm) => {
  const Key = `by-${algorithm}`;
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: DIGITS, ChecksumAlgorithm: algorithm }));

  const head = await s3.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));

  expect(head).toMatchObject({ [`Checksum${algorithm}`]: checksumOf(algorithm, DIGITS), ChecksumType: 'FULL_OBJECT' });
});

it('computes CRC64NVME when the uploader sends no checksum', async () => {
  const answer = await put('default', {});

  expect(answer.headers.get('x-amz-checksum-crc64nvme')).toBe(checksumOf('CRC64NVME', DIGITS));
});

it('tells no checksum of the whole when only a range is asked for', async () => {
  await s3.send(new PutObjectCommand({ Bucket, Key: 'ranged', Body: DIGITS }));

  const part = await s3.send(
    new GetObjectCommand({ Bucket, Key: 'ranged', Range: 'bytes=0-1', ChecksumMode: 'ENABLED' }),
  );

  expect(part.ChecksumCRC32).toBeUndefined();
});

it('computes another checksum when a copy asks for it', async () => {
  await s3.send(new PutObjectCommand({ Bucket, Key: 'from', Body: DIGITS }));

  const { CopyObjectResult } = await s3.send(
    new CopyObjectCommand({ Bucket, Key: 'to', CopySource: `${Bucket}/from`, ChecksumAlgorithm: 'SHA256' }),
  );

  expect(CopyObjectResult?.ChecksumSHA256).toBe(checksumOf('SHA256', DIGITS));
});

const OTHER = Buffer.from('other');
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

it.each([
  ['x-amz-checksum-crc32', checksumOf('CRC32', OTHER), 'BadDigest'],
  ['x-amz-checksum-crc64nvme', checksumOf('CRC64NVME', OTHER), 'BadDigest'],
  ['x-amz-checksum-crc32', 'AAA=', 'InvalidRequest'],
  ['x-amz-sdk-checksum-algorithm', 'CRC32', 'InvalidRequest'],
  ['content-md5', createHash('md5').update(OTHER).digest('base64'), 'BadDigest'],
  ['content-md5', 'AAA=', 'InvalidDigest'],
  ['x-amz-content-sha256', sha256(OTHER), 'XAmzContentSHA256Mismatch'],
])('refuses a body that is not what %s: %s promises', async (header, value, code) => {
  const answer = await put('wrong', { [header]: value });

  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(`<Code>${code}</Code>`)]);
  expect(await failureOf(s3.send(new GetObjectCommand({ Bucket, Key: 'wrong' })))).toMatchObject({ name: 'NoSuchKey' });
});

const chunked = (trailer: string): string =>
  `4;chunk-signature=${'0'.repeat(64)}\r\n1234\r\n5;chunk-signature=${'1'.repeat(64)}\r\n56789\r\n0;chunk-signature=${'2'.repeat(64)}\r\n${trailer}\r\n`;
const STREAMED = { 'x-amz-decoded-content-length': '9', 'content-encoding': 'aws-chunked,gzip' };

it('decodes signed chunks', async () => {
  const answer = await put(
    'signed',
    { ...STREAMED, 'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD' },
    chunked(''),
  );

  expect(answer.status).toBe(200);
  const { Body, ContentEncoding } = await s3.send(new GetObjectCommand({ Bucket, Key: 'signed' }));
  expect([await Body!.transformToString(), ContentEncoding]).toEqual(['123456789', 'gzip']);
});

it.each([
  [checksumOf('CRC32C', DIGITS), 200],
  [checksumOf('CRC32C', OTHER), 400],
])('judges the trailing checksum %s of signed chunks', async (value, status) => {
  const answer = await put(
    'trailing',
    {
      ...STREAMED,
      'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
      'x-amz-trailer': 'x-amz-checksum-crc32c',
    },
    chunked(`x-amz-checksum-crc32c:${value}\r\nx-amz-trailer-signature:${'3'.repeat(64)}\r\n`),
  );

  expect(answer.status).toBe(status);
});

it.each([
  ['a size that is no number', 'zz\r\n'],
  ['fewer bytes than promised', '4\r\n1234\r\n0\r\n\r\n'],
  ['an end without its last line', '9\r\n123456789\r\n0\r\n'],
])('refuses chunks with %s', async (_what, body) => {
  const answer = await put('torn', { ...STREAMED, 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' }, body);

  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('<Code>IncompleteBody</Code>')]);
});

it('answers before the body when there is nothing to gain from it', async () => {
  const socket = connect(laptop.port, '127.0.0.1');
  const head = `PUT /nowhere/k HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: ${SIGNED.authorization}\r\ncontent-length: 1000000\r\n\r\n`;

  const answer = await new Promise<string>((resolve, reject) => {
    let text = '';
    socket.on('data', (bytes) => {
      text += bytes.toString();
      if (text.endsWith('</Error>')) resolve(text);
    });
    socket.on('error', reject);
    socket.write(head);
  });

  socket.destroy();
  expect(answer).toContain('404');
  expect(answer).toContain('NoSuchBucket');
});
