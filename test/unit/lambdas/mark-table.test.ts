import type { S3Client } from '@aws-sdk/client-s3';
import { TRAINED_TAG } from '../../../core/contracts/train-table';
import { markTable } from '../../../lambdas/mark-table/mark-table';
import { FakeClient, sdkError } from '../../fixtures/fake-client';

const TABLE = { bucket: 'images', key: 'tables/bank.csv', versionId: 'v7' };
const EVENT = { table: TABLE, executionName: 'table-abc' };
const ADDRESS = { Bucket: 'images', Key: 'tables/bank.csv', VersionId: 'v7' };
const MARK = { Key: TRAINED_TAG, Value: 'table-abc' };

const storage = (tags: readonly object[], PutObjectTagging: () => object = () => ({})) =>
  new FakeClient({ GetObjectTagging: () => ({ TagSet: tags }), PutObjectTagging });

it('tags the version of the table with the execution, beside the tags that it has', async () => {
  const s3 = storage([{ Key: 'owner', Value: 'somebody' }]);

  expect(await markTable(EVENT, s3.as<S3Client>())).toEqual({ marked: true });

  expect(s3.sent).toEqual([
    { command: 'GetObjectTagging', input: ADDRESS },
    {
      command: 'PutObjectTagging',
      input: { ...ADDRESS, Tagging: { TagSet: [{ Key: 'owner', Value: 'somebody' }, MARK] } },
    },
  ]);
});

it('replaces the mark of an earlier training', async () => {
  const s3 = storage([{ Key: TRAINED_TAG, Value: 'table-earlier' }]);

  await markTable(EVENT, s3.as<S3Client>());

  expect(s3.sent[1]).toMatchObject({ input: { Tagging: { TagSet: [MARK] } } });
});

it.each([
  ['AccessDenied', 403, 'AccessDenied', /s3:PutObjectVersionTagging/],
  ['NoSuchVersion', 404, 'ImageNotFound', /tables\/bank\.csv/],
  ['InternalError', 500, 'StorageUnavailable', /Trying again/],
])('fails as told where S3 answers %s: %s', async (fault, status, name, message) => {
  const s3 = storage([], () => {
    throw sdkError(fault, status as number);
  });

  await expect(markTable(EVENT, s3.as<S3Client>())).rejects.toMatchObject({
    name,
    message: expect.stringMatching(message),
  });
});

it.each([
  ['no version', { ...EVENT, table: { bucket: 'images', key: 'tables/bank.csv' } }],
  ['no execution', { table: TABLE }],
])('refuses an event with %s', async (_, event) => {
  const s3 = storage([]);

  await expect(markTable(event, s3.as<S3Client>())).rejects.toMatchObject({ name: 'InvalidInput' });
  expect(s3.sent).toEqual([]);
});
