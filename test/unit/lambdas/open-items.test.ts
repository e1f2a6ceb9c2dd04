import type { S3Client } from '@aws-sdk/client-s3';
import { OpenItems } from '../../../lambdas/adapters/open-items';
import { FakeClient, objectBody, sdkError } from '../../fixtures/fake-client';
import { openItem } from '../../fixtures/uncertain-image';

const ITEM = openItem();
const KEY = `second_look/open/2026/11/26/20/${ITEM.review_id}.json`;

it('writes an item under the hour that it was opened in, in any attempt', async () => {
  const s3 = new FakeClient({ PutObject: () => undefined });
  const items = new OpenItems(s3.as<S3Client>(), 'images');

  await items.write(ITEM);
  await items.write(ITEM);

  expect(s3.sent.map(({ input }) => input.Key)).toEqual([KEY, KEY]);
  expect(JSON.parse(String(s3.sent[0]?.input.Body))).toEqual(ITEM);
});

it('reads an item, and knows one that is gone', async () => {
  const s3 = new FakeClient({
    GetObject: ({ Key }) => {
      if (Key === KEY) return { Body: objectBody(Buffer.from(JSON.stringify(ITEM))) };
      throw sdkError('NoSuchKey', 404);
    },
  });
  const items = new OpenItems(s3.as<S3Client>(), 'images');

  expect(await items.read(KEY)).toEqual(ITEM);
  expect(await items.read('second_look/open/gone.json')).toBeUndefined();
});

it('lists keys page by page', async () => {
  const s3 = new FakeClient({
    ListObjectsV2: ({ StartAfter }) =>
      StartAfter === undefined
        ? { Contents: [{ Key: 'a' }, { Key: 'b' }], IsTruncated: true }
        : { Contents: [{ Key: 'c' }] },
  });
  const items = new OpenItems(s3.as<S3Client>(), 'images');

  expect(await items.list()).toEqual({ keys: ['a', 'b'], next: 'b' });
  expect(await items.list('b')).toEqual({ keys: ['c'] });
});

it.each([
  ['write', 'PutObject', 's3:PutObject'],
  ['list', 'ListObjectsV2', 's3:ListBucket'],
  ['remove', 'DeleteObject', 's3:DeleteObject'],
] as const)('names the grant that it lacks when it may not %s', async (method, command, action) => {
  const denied = () => {
    throw sdkError('AccessDenied', 403);
  };
  const items = new OpenItems(new FakeClient({ [command]: denied }).as<S3Client>(), 'images');

  const done = method === 'write' ? items.write(ITEM) : method === 'list' ? items.list() : items.remove(KEY);

  await expect(done).rejects.toMatchObject({ name: 'AccessDenied', message: expect.stringContaining(action) });
});
