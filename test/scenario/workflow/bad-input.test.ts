import { servingLaptop } from '../../fixtures/laptop/serving-laptop';

const laptop = servingLaptop();

const BAD: readonly (readonly [what: string, input: unknown, cause: RegExp])[] = [
  ['nothing at all', {}, /s3_bucket[\s\S]*s3_key/],
  ['no s3_key', { s3_bucket: 'images' }, /s3_key/],
  ['no s3_bucket', { s3_key: 'a.png' }, /s3_bucket/],
  ['numbers for strings', { s3_bucket: 'images', s3_key: 42 }, /s3_key/],
  ['an empty key', { s3_bucket: 'images', s3_key: '' }, /s3_key/],
  ['null for a string', { s3_bucket: null, s3_key: 'a.png' }, /s3_bucket/],
  ['a list', [{ s3_bucket: 'images', s3_key: 'a.png' }], /object/],
  ['a text', '"a.png"', /object/],
  ['a number for the version', { s3_bucket: 'images', s3_key: 'a.png', version_id: 3 }, /version_id/],
];

it.each(BAD)('fails at once as InvalidInput, naming the field, for %s', async (_what, input, cause) => {
  const execution = await laptop().classify(input);
  expect(execution.path).toEqual(['SerializeImage', 'ReadError', 'ImageFailed']);
  expect(execution).toMatchObject({ status: 'FAILED', error: 'InvalidInput', attemptErrors: ['InvalidInput'] });
  expect(execution.cause).toMatch(cause);
});
