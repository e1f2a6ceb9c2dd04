import { batchImage, isFolderMark } from '../../../core/batch/batch-image';
import { planBatch } from '../../../core/batch/plan-batch';
import { batchInputSchema } from '../../../core/contracts/batch';

const plan = (input: unknown, buckets = ['images', 'theirs']) => planBatch(batchInputSchema.parse(input), buckets);

it.each([
  [
    { s3_bucket: 'images', s3_prefix: 'incoming/' },
    { source: 'prefix', s3_prefix: 'incoming/' },
  ],
  [
    { s3_bucket: 'images', s3_prefix: '' },
    { source: 'prefix', s3_prefix: '' },
  ],
  [
    { s3_bucket: 'theirs', manifest_key: 'a/b.jsonl' },
    { source: 'json-lines', manifest_key: 'a/b.jsonl' },
  ],
  [
    { s3_bucket: 'images', manifest_key: 'test.lst' },
    { source: 'image-list', s3_prefix: 'test/' },
  ],
  [
    { s3_bucket: 'images', manifest_key: 'a/test.lst' },
    { source: 'image-list', s3_prefix: 'a/test/' },
  ],
  [
    { s3_bucket: 'images', manifest_key: 'test.lst', s3_prefix: 'other' },
    { source: 'image-list', s3_prefix: 'other/' },
  ],
  [
    { cases: [{ s3_bucket: 'theirs', s3_key: 'k' }], more: 1 },
    { source: 'cases', s3_bucket: 'images' },
  ],
])('reads %j', (input, expected) => {
  expect(plan(input)).toMatchObject(expected);
});

it.each([[{}], [{ cases: [] }], [{ s3_bucket: 'images' }], [{ cases: [{ s3_key: 'k' }] }], [{ manifest_key: 'm' }]])(
  'refuses %j',
  (input) => {
    expect(batchInputSchema.safeParse(input).success).toBe(false);
  },
);

it.each([
  [{ s3_bucket: 'foreign', s3_prefix: '' }],
  [{ s3_bucket: 'foreign', manifest_key: 'm.jsonl' }],
  [
    {
      cases: [
        { s3_bucket: 'images', s3_key: 'k' },
        { s3_bucket: 'foreign', s3_key: 'k' },
      ],
    },
  ],
])('names the bucket that may not be read: %j', (input) => {
  expect(() => plan(input)).toThrow(
    expect.objectContaining({ name: 'InvalidInput', message: expect.stringContaining("'foreign'") }),
  );
});

const CONTEXT = { s3_bucket: 'images', s3_prefix: 'test/', execution_id: 'arn', started_at: '2026-01-01T00:00:00Z' };

it.each([
  [{ s3_key: 'a.png' }, { bucket: 'images', key: 'a.png' }],
  [
    { s3_key: 'a.png', s3_bucket: 'theirs', label: 3 },
    { bucket: 'theirs', key: 'a.png', expectedLabel: '3' },
  ],
  [{ 'source-ref': 's3://theirs/a/b c.png' }, { bucket: 'theirs', key: 'a/b c.png' }],
  [
    { row: '0', label: '1', file: 'x/y.png' },
    { bucket: 'images', key: 'test/x/y.png', expectedLabel: '1' },
  ],
  [
    { row: '0', label: '', file: 'y.png' },
    { bucket: 'images', key: 'test/y.png' },
  ],
])('finds the image of %j', (item, image) => {
  expect(batchImage(item, CONTEXT)).toEqual(image);
});

it.each([[null], ['a.png'], [{}], [{ s3_key: '' }], [{ 'source-ref': 'https://x/y' }], [{ file: '' }]])(
  'says that %j names no image',
  (item) => {
    expect(() => batchImage(item, CONTEXT)).toThrow(expect.objectContaining({ name: 'InvalidInput' }));
  },
);

it('knows the mark of a folder', () => {
  expect([{ s3_key: 'a/' }, { s3_key: 'a' }, null, {}].map(isFolderMark)).toEqual([true, false, false, false]);
});
