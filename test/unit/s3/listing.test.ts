import {
  CreateBucketCommand,
  DeleteObjectsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { failureOf, S3Laptop, SIGNED } from './s3-laptop';

const MANY = 2345;
let laptop: S3Laptop;
let s3: S3Client;

beforeAll(async () => {
  laptop = await S3Laptop.start();
  s3 = laptop.client();
  for (const Bucket of ['many', 'odd', 'tree']) await s3.send(new CreateBucketCommand({ Bucket }));
  fill('many');
  await putAll('tree', ['a', 'b/1', 'b/2', 'b/c/3', 'b0', 'd/4', 'e']);
});
afterAll(() => laptop.stop());

/** Past the SDK, which takes a millisecond for each. */
function fill(name: string): void {
  const bucket = laptop.service.ensureBucket(name);
  const same = { modified: 0, etag: '', size: 0, segments: [], encryption: { algorithm: 'AES256' } } as const;
  for (let at = 0; at < MANY; at++) bucket.put({ ...same, key: `images/${at}.png` });
}

const putAll = (Bucket: string, keys: readonly string[]) =>
  Promise.all(keys.map((Key) => s3.send(new PutObjectCommand({ Bucket, Key, Body: '' }))));

async function list(input: ListObjectsV2CommandInput) {
  const { Contents = [], CommonPrefixes = [], ...rest } = await s3.send(new ListObjectsV2Command(input));
  return { ...rest, keys: Contents.map(({ Key }) => Key), groups: CommonPrefixes.map(({ Prefix }) => Prefix) };
}

it('pages through more than a thousand keys without losing or repeating one', async () => {
  const pages: number[] = [];
  const keys: string[] = [];

  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: 'many' })) {
    pages.push(Contents.length);
    keys.push(...Contents.map(({ Key }) => Key as string));
  }

  expect(pages).toEqual([1000, 1000, 345]);
  expect(new Set(keys).size).toBe(MANY);
  expect(keys).toEqual([...keys].sort());
});

it('lists keys in the order of their UTF-8 bytes', async () => {
  const inOrder = ['A', 'a', 'a b', 'a+b', 'a//b', 'b', 'é', '\uffee', '🚲'];
  await putAll('odd', [...inOrder].reverse());

  expect((await list({ Bucket: 'odd' })).keys).toEqual(inOrder);
});

it('escapes keys when encoding-type is url', async () => {
  await putAll('odd', ['x y/(1)+~*.png']);

  const { keys } = await list({ Bucket: 'odd', Prefix: 'x', EncodingType: 'url' });

  expect(keys).toEqual(['x+y/%281%29%2B%7E*.png']);
});

it('rolls keys up to the delimiter', async () => {
  const top = await list({ Bucket: 'tree', Delimiter: '/' });
  const inner = await list({ Bucket: 'tree', Delimiter: '/', Prefix: 'b/' });

  expect(top).toMatchObject({ keys: ['a', 'b0', 'e'], groups: ['b/', 'd/'], KeyCount: 5 });
  expect(inner).toMatchObject({ keys: ['b/1', 'b/2'], groups: ['b/c/'] });
});

it('goes on after a group when a page ends with it', async () => {
  const seen: unknown[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await list({ Bucket: 'tree', Delimiter: '/', MaxKeys: 1, ContinuationToken });
    seen.push(...page.keys, ...page.groups);
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);

  expect(seen).toEqual(['a', 'b/', 'b0', 'd/', 'e']);
});

it('starts after a key, and lists nothing when MaxKeys is 0', async () => {
  expect((await list({ Bucket: 'tree', StartAfter: 'b/2' })).keys).toEqual(['b/c/3', 'b0', 'd/4', 'e']);
  expect(await list({ Bucket: 'tree', MaxKeys: 0 })).toMatchObject({ keys: [], IsTruncated: false });
});

it('pages by marker when version 1 is asked for', async () => {
  const first = await s3.send(new ListObjectsCommand({ Bucket: 'tree', Delimiter: '/', MaxKeys: 2 }));
  const rest = await s3.send(new ListObjectsCommand({ Bucket: 'tree', Delimiter: '/', Marker: first.NextMarker }));

  expect(first).toMatchObject({ IsTruncated: true, NextMarker: 'b/' });
  expect(rest.Contents?.map(({ Key }) => Key)).toEqual(['b0', 'e']);
});

it.each(['max-keys=-1', 'max-keys=x', 'continuation-token=rubbish', 'encoding-type=base64'])(
  'answers InvalidArgument when asked for %s',
  async (parameter) => {
    const answer = await fetch(`${laptop.endpoint}/tree?list-type=2&${parameter}`, { headers: SIGNED });

    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining('<Code>InvalidArgument</Code>'),
    ]);
  },
);

it('deletes a thousand keys at once, quietly', async () => {
  const keys = Array.from({ length: 1000 }, (_, at) => ({ Key: `images/${at}.png` }));

  const { Deleted, Errors } = await s3.send(
    new DeleteObjectsCommand({ Bucket: 'many', Delete: { Objects: keys, Quiet: true } }),
  );

  expect([Deleted, Errors]).toEqual([undefined, undefined]);
  expect((await list({ Bucket: 'many', Prefix: 'images/5.' })).keys).toEqual([]);
});

it('refuses to list a bucket that is not there', async () => {
  expect(await failureOf(list({ Bucket: 'nowhere' }))).toMatchObject({ name: 'NoSuchBucket', status: 404 });
});
