import { deflateSync } from 'node:zlib';
import { chunk } from '../../fixtures/image/png-of-any-kind';
import { pngImage } from '../../fixtures/images';
import { servingLaptop } from '../../fixtures/laptop/serving-laptop';

const laptop = servingLaptop();

/** A PNG that says it has these dimensions; its pixels are those of one black line. */
function pngOfSize(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const pixels = chunk('IDAT', deflateSync(Buffer.alloc(16)));
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', header), pixels, chunk('IEND', Buffer.alloc(0))]);
}

/** What is wrong, the object, the error's name, and a word that its cause must have besides the key. */
const BAD: readonly (readonly [what: string, body: Buffer, error: string, cause: RegExp])[] = [
  ['an empty object', Buffer.alloc(0), 'ImageUnreadable', /empty/i],
  ['text renamed to .png', Buffer.from('Dear customer,\n'.repeat(20)), 'ImageUnreadable', /PNG|JPEG/],
  ['a truncated PNG', pngImage(32, 32).subarray(0, 900), 'ImageUnreadable', /truncated|ends|cut|short/i],
  ['a PNG with a zero dimension', pngOfSize(0, 8), 'ImageUnreadable', /\b0\b/],
  ['a PNG bomb', pngOfSize(60_000, 60_000), 'ImageTooLarge', /60000|megapixel|pixels/],
  ['an image of 20 MB', Buffer.concat([pngImage(), Buffer.alloc(20_000_000)]), 'ImageTooLarge', /6291456/],
];

it.each(BAD)('fails at once, by name, for %s', async (what, body, error, cause) => {
  const key = `incoming/${what.replace(/\W/g, '-')}.png`;
  const execution = await laptop().classifyImage(key, body);
  expect(execution.path).toEqual(['SerializeImage', 'ReadError', 'ImageFailed']);
  expect(execution).toMatchObject({ status: 'FAILED', error, attemptErrors: [error] });
  expect(execution.cause).toContain(`s3://${laptop().images}/${key}`);
  expect(execution.cause).toMatch(cause);
});

it('fails at once when there is no such key, and says what counts', async () => {
  const execution = await laptop().classify({ s3_bucket: laptop().images, s3_key: 'incoming/Nowhere.png' });
  expect(execution.path).toEqual(['SerializeImage', 'ReadError', 'ImageFailed']);
  expect(execution.error).toBe('ImageNotFound');
  expect(execution.cause).toBe(
    `There is no object s3://${laptop().images}/incoming/Nowhere.png: check s3_key (case, spaces and '+' count).`,
  );
});

it('fails at once when there is no such bucket', async () => {
  const execution = await laptop().classify({ s3_bucket: 'no-such-bucket-anywhere', s3_key: 'a.png' });
  expect(execution.path).toEqual(['SerializeImage', 'ReadError', 'ImageFailed']);
  expect(execution.error).toBe('ImageNotFound');
  expect(execution.cause).toBe("There is no bucket 'no-such-bucket-anywhere': check s3_bucket of the input.");
});

it('fails at once when there is no such version', async () => {
  const key = 'incoming/version.png';
  await laptop().upload(key);
  const other = await laptop().upload('incoming/other.png');
  const execution = await laptop().classify({ s3_bucket: laptop().images, s3_key: key, version_id: other });
  expect(execution.path).toEqual(['SerializeImage', 'ReadError', 'ImageFailed']);
  expect(execution.error).toBe('ImageNotFound');
});

it('fails by name when the image is in a bucket that the function may not read', async () => {
  const execution = await laptop().classify({ s3_bucket: laptop().outputs.get('ModelsBucket'), s3_key: 'a.png' });
  expect(execution.path).toEqual(['SerializeImage', 'ReadError', 'ImageFailed']);
  expect(execution.error).toBe('AccessDenied');
  expect(execution.cause).toContain('s3:GetObject');
});
