import type { S3Client } from '@aws-sdk/client-s3';
import { MAX_IMAGE_BYTES, MAX_INLINE_ANSWER_BYTES, MAX_INLINE_IMAGE_BYTES } from '../../../core/contracts/limits';
import { sdkGetObject } from '../../../lambdas/adapters/get-object';
import { ImageReader } from '../../../lambdas/adapters/image-reader';
import { serializeImage } from '../../../lambdas/serialize-image/serialize-image';
import { FakeClient, objectBody, sdkError } from '../../fixtures/fake-client';
import { pngImage } from '../../fixtures/images';

const INPUT = { s3_bucket: 'images', s3_key: 'test/a b+ü.png' };

function storeOf(answer: () => unknown): { images: ImageReader; client: FakeClient } {
  const client = new FakeClient({ GetObject: answer });
  return { images: new ImageReader(sdkGetObject(client.as<S3Client>())), client };
}

const storeWith = (bytes: Uint8Array, more: object = {}) =>
  storeOf(() => ({ Body: objectBody(bytes), ContentLength: bytes.length, ...more }));

it('answers the image as base64 with its identity', async () => {
  const bytes = pngImage();
  const { images, client } = storeWith(bytes, { VersionId: 'v1' });

  const answer = await serializeImage(INPUT, images);

  expect(answer).toEqual({
    statusCode: 200,
    body: { ...INPUT, image_data: bytes.toString('base64'), version_id: 'v1', inferences: [] },
  });
  expect(client.sent[0]?.input).toMatchObject({ Bucket: 'images', Key: 'test/a b+ü.png' });
});

it('accepts the older form and keeps fields that it does not know', async () => {
  const { images } = storeWith(pngImage());

  const { body } = await serializeImage({ ...INPUT, image_data: '', order: { id: 7 } }, images);

  expect(body).toMatchObject({ order: { id: 7 } });
  expect(body.image_data).not.toBe('');
});

it('hands an image above the inline limit on by reference', async () => {
  const noise = pngImage(400, 400, 3);
  const { images } = storeWith(noise, { VersionId: 'v2' });

  const { body } = await serializeImage(INPUT, images);

  expect(noise.length).toBeGreaterThan(MAX_INLINE_IMAGE_BYTES);
  expect(body).toMatchObject({ image_data: '', version_id: 'v2' });
});

it.each([
  ['stays inline where the answer is as large as it may be', 0, true],
  ['goes by reference where the answer would be one byte larger', 1, false],
])('an image beside fields of the caller %s', async (_, more, inline) => {
  const bytes = pngImage();
  const { images } = storeWith(bytes, { VersionId: 'v3' });
  const { body: without } = await serializeImage({ ...INPUT, note: '' }, images);
  const taken = Buffer.byteLength(JSON.stringify({ statusCode: 200, body: without }));
  // Bytes count, not characters: an ü takes two.
  const note = `ü${'x'.repeat(MAX_INLINE_ANSWER_BYTES - taken - 2 + more)}`;

  const answer = await serializeImage({ ...INPUT, note }, images);

  expect(answer.body).toMatchObject({ note, version_id: 'v3', image_data: inline ? bytes.toString('base64') : '' });
  expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThanOrEqual(MAX_INLINE_ANSWER_BYTES);
});

it('reads exactly the version that the input names', async () => {
  const { images, client } = storeWith(pngImage());

  await serializeImage({ ...INPUT, version_id: 'v7' }, images);

  expect(client.sent[0]?.input).toMatchObject({ VersionId: 'v7' });
});

it('hands on the user metadata of the object', async () => {
  const { images } = storeWith(pngImage(), { Metadata: { site: 'north' } });

  const { body } = await serializeImage(INPUT, images);

  expect(body.metadata).toEqual({ site: 'north' });
});

it.each([
  ['no s3_key', { s3_bucket: 'images' }, /s3_key/],
  ['a number for a key', { s3_bucket: 'images', s3_key: 7 }, /s3_key.*string/],
  ['an empty bucket', { s3_bucket: '', s3_key: 'a' }, /s3_bucket/],
  ['a list', [], /expected object/],
])('refuses %s as InvalidInput', async (_what, input, message) => {
  const { images, client } = storeWith(pngImage());

  await expect(serializeImage(input, images)).rejects.toMatchObject({
    name: 'InvalidInput',
    message: expect.stringMatching(message),
  });
  expect(client.sent).toEqual([]);
});

it.each([
  ['an empty object', Buffer.alloc(0), 'ImageUnreadable'],
  ['text renamed to .png', Buffer.from('hello, I am no picture'), 'ImageUnreadable'],
  ['a truncated PNG', pngImage().subarray(0, 60), 'ImageUnreadable'],
])('refuses %s, naming the object', async (_what, bytes, name) => {
  const { images } = storeWith(bytes);

  await expect(serializeImage(INPUT, images)).rejects.toMatchObject({
    name,
    message: expect.stringContaining('s3://images/test/a b+ü.png'),
  });
});

it('refuses a large object by its length, without reading it', async () => {
  const destroy = jest.fn();
  const { images } = storeOf(() => ({ Body: { destroy }, ContentLength: 20_000_000 }));

  await expect(serializeImage(INPUT, images)).rejects.toMatchObject({
    name: 'ImageTooLarge',
    message: expect.stringContaining(String(MAX_IMAGE_BYTES)),
  });
  expect(destroy).toHaveBeenCalledTimes(1);
});

it('refuses an image that this endpoint would not take, unread', async () => {
  const { images } = storeWith(pngImage(), { ContentLength: 4_000_001 });

  await expect(serializeImage(INPUT, images, 4_000_000)).rejects.toMatchObject({
    name: 'ImageTooLarge',
    message: expect.stringMatching(/4000001 bytes; at most 4000000/),
  });
});

it.each([
  ['NoSuchKey', 404, 'ImageNotFound'],
  ['NoSuchBucket', 404, 'ImageNotFound'],
  ['NoSuchVersion', 404, 'ImageNotFound'],
  ['AccessDenied', 403, 'AccessDenied'],
  ['InvalidBucketName', 400, 'InvalidInput'],
  ['SlowDown', 503, 'StorageUnavailable'],
  ['InternalError', 500, 'StorageUnavailable'],
  ['InvalidObjectState', 403, 'ImageUnreadable'],
  ['PermanentRedirect', 301, 'InvalidInput'],
  ['AuthorizationHeaderMalformed', 400, 'InvalidInput'],
  ['KMS.DisabledException', 400, 'AccessDenied'],
  ['KMS.KMSInvalidStateException', 400, 'AccessDenied'],
  ['KMS.NotFoundException', 400, 'AccessDenied'],
  ['KMS.ThrottlingException', 400, 'StorageUnavailable'],
])('names S3’s %s (%d) %s and keeps it as the cause', async (code, status, name) => {
  const error = sdkError(code, status);
  const { images } = storeOf(() => {
    throw error;
  });

  await expect(serializeImage(INPUT, images)).rejects.toMatchObject({ name, cause: error });
});

it('names a cut connection StorageUnavailable', async () => {
  const { images } = storeOf(() => {
    throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
  });

  await expect(serializeImage(INPUT, images)).rejects.toMatchObject({ name: 'StorageUnavailable' });
});

it('lets an error that is none of S3’s through as it is', async () => {
  const bug = new TypeError('x is undefined');
  const { images } = storeOf(() => {
    throw bug;
  });

  await expect(serializeImage(INPUT, images)).rejects.toBe(bug);
});
