import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { failureOf, S3Laptop } from './s3-laptop';

let laptop: S3Laptop;
let s3: S3Client;
let Bucket: string;
let bucketNumber = 0;

beforeAll(async () => {
  laptop = await S3Laptop.start();
  s3 = laptop.client();
});
afterAll(() => laptop.stop());
beforeEach(async () => {
  Bucket = `versions-${bucketNumber++}`;
  await s3.send(new CreateBucketCommand({ Bucket }));
});

const versioning = (Status: 'Enabled' | 'Suspended') =>
  s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status } }));
const put = async (Key: string, Body: string) => (await s3.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId;
async function read(Key: string, VersionId?: string): Promise<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
  return Body!.transformToString();
}

it('keeps one object and tells no version when versioning was never on', async () => {
  expect(await put('k', 'one')).toBeUndefined();
  expect(await put('k', 'two')).toBeUndefined();

  expect(await read('k')).toBe('two');
  expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
  expect((await s3.send(new ListObjectVersionsCommand({ Bucket }))).Versions).toMatchObject([{ VersionId: 'null' }]);
});

it('keeps every version when versioning is on', async () => {
  await versioning('Enabled');
  const first = await put('k', 'one');
  const second = await put('k', 'two');

  expect(await read('k')).toBe('two');
  expect(await read('k', first)).toBe('one');
  const { Versions } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
  expect(Versions).toMatchObject([
    { VersionId: second, IsLatest: true },
    { VersionId: first, IsLatest: false },
  ]);
});

it('hides an object behind a delete marker and gives it back when the marker goes', async () => {
  await versioning('Enabled');
  const version = await put('k', 'one');

  const deleted = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k' }));

  expect(deleted.DeleteMarker).toBe(true);
  expect(await failureOf(read('k'))).toMatchObject({ name: 'NoSuchKey', status: 404 });
  expect((await s3.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
  expect(await read('k', version)).toBe('one');
  expect(await failureOf(read('k', deleted.VersionId))).toMatchObject({ name: 'MethodNotAllowed', status: 405 });
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'k', VersionId: deleted.VersionId }));
  expect(await read('k')).toBe('one');
});

it('replaces only the null version when versioning is suspended', async () => {
  await put('k', 'before');
  await versioning('Enabled');
  const kept = await put('k', 'kept');
  await versioning('Suspended');

  await put('k', 'after');

  expect(await read('k', 'null')).toBe('after');
  expect(await read('k', kept)).toBe('kept');
  const { Versions } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
  expect(Versions?.map(({ VersionId }) => VersionId)).toEqual(['null', kept]);
});

it('tells unknown from impossible version ids', async () => {
  await put('k', 'one');

  expect(await failureOf(read('k', 'A'.repeat(32)))).toMatchObject({ name: 'NoSuchVersion', status: 404 });
  expect(await failureOf(read('k', 'what?'))).toMatchObject({ name: 'InvalidArgument', status: 400 });
});

it('deletes many objects and versions at once', async () => {
  await versioning('Enabled');
  const version = await put('a', '1');
  await put('b', '1');

  const { Deleted } = await s3.send(
    new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'a', VersionId: version }, { Key: 'b' }] } }),
  );

  expect(Deleted).toMatchObject([
    { Key: 'a', VersionId: version },
    { Key: 'b', DeleteMarker: true },
  ]);
  await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'a' }))).rejects.toMatchObject({ name: 'NotFound' });
});

it('refuses to delete a bucket when only a delete marker is left in it', async () => {
  await versioning('Enabled');
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'never-was' }));

  expect(await failureOf(s3.send(new DeleteBucketCommand({ Bucket })))).toMatchObject({
    name: 'BucketNotEmpty',
    status: 409,
  });
});

it('pages through versions with both markers', async () => {
  await versioning('Enabled');
  for (const key of ['a', 'b']) for (let at = 0; at < 3; at++) await put(key, String(at));
  const seen: string[] = [];
  let markers: { KeyMarker?: string; VersionIdMarker?: string } = {};

  for (let isTruncated = true; isTruncated; ) {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 2, ...markers }));
    seen.push(...(page.Versions ?? []).map(({ Key, VersionId }) => `${Key} ${VersionId}`));
    isTruncated = page.IsTruncated ?? false;
    markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }

  expect(seen.map((entry) => entry[0])).toEqual(['a', 'a', 'a', 'b', 'b', 'b']);
  expect(new Set(seen).size).toBe(6);
});
