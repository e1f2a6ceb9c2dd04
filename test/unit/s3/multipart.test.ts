import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { failureOf, S3Laptop } from './s3-laptop';

const Bucket = 'parts';
const MIN_PART = 5 * 1024 * 1024;
const first = randomBytes(MIN_PART);
const second = randomBytes(1000);
let laptop: S3Laptop;
let s3: S3Client;

beforeAll(async () => {
  laptop = await S3Laptop.start();
  s3 = laptop.client();
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => laptop.stop());

async function begin(Key: string, options: Partial<CreateMultipartUploadCommandInput> = {}): Promise<string> {
  return (await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...options }))).UploadId as string;
}

async function part(
  Key: string,
  UploadId: string,
  PartNumber: number,
  Body: Buffer,
  ChecksumAlgorithm?: 'SHA256',
): Promise<CompletedPart> {
  const { $metadata: _, ...sent } = await s3.send(
    new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body, ChecksumAlgorithm }),
  );
  return { PartNumber, ETag: sent.ETag, ChecksumCRC32: sent.ChecksumCRC32, ChecksumSHA256: sent.ChecksumSHA256 };
}

const complete = (Key: string, UploadId: string, Parts: CompletedPart[]) =>
  s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));

async function bytesOf(Key: string, more: { Range?: string; PartNumber?: number } = {}): Promise<Buffer> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return Buffer.from(await Body!.transformToByteArray());
}

it('joins parts in order, whole or in ranges over their border', async () => {
  const id = await begin('joined', { ContentType: 'image/png', Metadata: { site: 'a' } });
  const two = await part('joined', id, 2, second);
  const one = await part('joined', id, 1, first);

  const { ETag } = await complete('joined', id, [one, two]);

  const whole = Buffer.concat([first, second]);
  const md5 = (bytes: Buffer): Buffer => createHash('md5').update(bytes).digest();
  expect(ETag).toBe(`"${md5(Buffer.concat([md5(first), md5(second)])).toString('hex')}-2"`);
  expect((await bytesOf('joined')).equals(whole)).toBe(true);
  const range = await bytesOf('joined', { Range: `bytes=${MIN_PART - 10}-${MIN_PART + 9}` });
  expect(range.equals(whole.subarray(MIN_PART - 10, MIN_PART + 10))).toBe(true);
  expect((await bytesOf('joined', { PartNumber: 2 })).equals(second)).toBe(true);
  const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'joined', PartNumber: 1 }));
  expect(head).toMatchObject({ PartsCount: 2, ContentType: 'image/png', Metadata: { site: 'a' } });
});

it('has the full-object checksum of the joined bytes without reading them again', async () => {
  const id = await begin('full', { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
  const parts = [await part('full', id, 1, first), await part('full', id, 2, second)];

  const { ChecksumCRC32 } = await complete('full', id, parts);

  const expected = Buffer.alloc(4);
  expected.writeUInt32BE(crc32(Buffer.concat([first, second])));
  expect(ChecksumCRC32).toBe(expected.toString('base64'));
});

it('has a checksum of checksums, and tells the parts, when the type is composite', async () => {
  const id = await begin('composite', { ChecksumAlgorithm: 'SHA256' });
  const parts = [await part('composite', id, 1, first, 'SHA256'), await part('composite', id, 2, second, 'SHA256')];

  const done = await complete('composite', id, parts);

  const sha = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest();
  const composite = sha(Buffer.concat([sha(first), sha(second)])).toString('base64');
  expect(done.ChecksumSHA256).toBe(`${composite}-2`);
  const attributes = await s3.send(
    new GetObjectAttributesCommand({
      Bucket,
      Key: 'composite',
      ObjectAttributes: ['ObjectParts', 'ObjectSize', 'Checksum'],
    }),
  );
  expect(attributes).toMatchObject({
    ObjectSize: first.length + second.length,
    Checksum: { ChecksumType: 'COMPOSITE' },
    ObjectParts: {
      TotalPartsCount: 2,
      Parts: [
        { PartNumber: 1, Size: MIN_PART },
        { PartNumber: 2, Size: 1000 },
      ],
    },
  });
});

it('refuses wrong order, wrong ETag, unknown parts and small parts, and goes on after that', async () => {
  const id = await begin('strict');
  const one = await part('strict', id, 1, second);
  const two = await part('strict', id, 2, second);

  const codes = [
    await failureOf(complete('strict', id, [two, one])),
    await failureOf(complete('strict', id, [{ ...one, ETag: '"0123"' }])),
    await failureOf(complete('strict', id, [one, { ...two, PartNumber: 3 }])),
    await failureOf(complete('strict', id, [one, two])),
    await failureOf(complete('strict', id, [])),
  ].map(({ name }) => name);

  expect(codes).toEqual(['InvalidPartOrder', 'InvalidPart', 'InvalidPart', 'EntityTooSmall', 'MalformedXML']);
  await complete('strict', id, [one]);
  expect((await bytesOf('strict')).equals(second)).toBe(true);
});

it('forgets an aborted upload', async () => {
  const id = await begin('aborted');
  await part('aborted', id, 1, second);

  await s3.send(new AbortMultipartUploadCommand({ Bucket, Key: 'aborted', UploadId: id }));

  expect(await failureOf(s3.send(new ListPartsCommand({ Bucket, Key: 'aborted', UploadId: id })))).toMatchObject({
    name: 'NoSuchUpload',
    status: 404,
  });
  expect(await failureOf(part('aborted', id, 2, second))).toMatchObject({ name: 'NoSuchUpload' });
});

it('leaves the upload when completing it fails its condition', async () => {
  await s3.send(new PutObjectCommand({ Bucket, Key: 'taken', Body: 'x' }));
  const id = await begin('taken');
  const one = await part('taken', id, 1, second);
  const conditional = new CompleteMultipartUploadCommand({
    Bucket,
    Key: 'taken',
    UploadId: id,
    IfNoneMatch: '*',
    MultipartUpload: { Parts: [one] },
  });

  expect(await failureOf(s3.send(conditional))).toMatchObject({ name: 'PreconditionFailed', status: 412 });
  await complete('taken', id, [one]);
});

it('copies ranges of objects as parts', async () => {
  await s3.send(new PutObjectCommand({ Bucket, Key: 'source', Body: first }));
  const id = await begin('copied');
  const copy = new UploadPartCopyCommand({
    Bucket,
    Key: 'copied',
    UploadId: id,
    PartNumber: 1,
    CopySource: `${Bucket}/source`,
    CopySourceRange: 'bytes=100-299',
  });

  const { CopyPartResult } = await s3.send(copy);
  const { ETag, ChecksumCRC32 } = CopyPartResult!;
  await complete('copied', id, [{ PartNumber: 1, ETag, ChecksumCRC32 }]);

  expect((await bytesOf('copied')).equals(first.subarray(100, 300))).toBe(true);
});

it('lists uploads and parts in pages', async () => {
  const ids = [await begin('list/a'), await begin('list/a'), await begin('list/b')];
  for (const number of [1, 2, 3]) await part('list/b', ids[2]!, number, second);

  const page = await s3.send(new ListMultipartUploadsCommand({ Bucket, Prefix: 'list/', MaxUploads: 1 }));
  const rest = await s3.send(
    new ListMultipartUploadsCommand({
      Bucket,
      Prefix: 'list/',
      KeyMarker: page.NextKeyMarker,
      UploadIdMarker: page.NextUploadIdMarker,
    }),
  );
  const parts = await s3.send(
    new ListPartsCommand({ Bucket, Key: 'list/b', UploadId: ids[2], MaxParts: 2, PartNumberMarker: '1' }),
  );

  expect([...page.Uploads!, ...rest.Uploads!].map(({ UploadId }) => UploadId).sort()).toEqual([...ids].sort());
  expect(parts).toMatchObject({ IsTruncated: false, Parts: [{ PartNumber: 2, Size: 1000 }, { PartNumber: 3 }] });
});
