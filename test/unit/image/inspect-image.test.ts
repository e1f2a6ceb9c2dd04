import { ImageTooLarge, ImageUnreadable } from '../../../core/contracts/errors';
import { MAX_IMAGE_BYTES } from '../../../core/contracts/limits';
import { encodePng } from '../../../core/image/encode-png';
import { inspectImage } from '../../../core/image/inspect-image';
import { jpegImage } from '../../fixtures/image/jpeg-image';
import { chunk } from '../../fixtures/image/png-of-any-kind';

const PNG = encodePng(new Uint8Array(6 * 4 * 4).fill(120), 6, 4);
const JPEG = jpegImage(20, 10, (x, y) => [x * 10, y * 20, 90]);
const SIGNATURE = PNG.subarray(0, 8);

const pngOf = (header: {
  width?: number;
  height?: number;
  depth?: number;
  type?: number;
  interlace?: number;
}): Buffer => {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(header.width ?? 1, 0);
  data.writeUInt32BE(header.height ?? 1, 4);
  data.set([header.depth ?? 8, header.type ?? 2, 0, 0, header.interlace ?? 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', data),
    chunk('IDAT', Buffer.alloc(4)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
};

const jpegOfHeight = (height: number, width = 20): Buffer => {
  const bytes = Buffer.from(JPEG);
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes.writeUInt16BE(height, frame + 5);
  bytes.writeUInt16BE(width, frame + 7);
  return bytes;
};

it('names format, content type and size when the image is a whole PNG', () => {
  expect(inspectImage(PNG)).toEqual({ format: 'png', contentType: 'image/png', width: 6, height: 4 });
});

it('names format, content type and size when the image is a whole JPEG', () => {
  expect(inspectImage(JPEG)).toEqual({ format: 'jpeg', contentType: 'image/jpeg', width: 20, height: 10 });
});

it.each([
  ['PNG', PNG],
  ['JPEG', JPEG],
])('ignores what follows the end of a %s', (_, image) => {
  expect(() => inspectImage(Buffer.concat([image, Buffer.from('trailer')]))).not.toThrow();
});

it('accepts a JPEG whose markers have fill bytes before them', () => {
  const filled = Buffer.concat([JPEG.subarray(0, 2), Buffer.from([0xff, 0xff]), JPEG.subarray(2)]);
  expect(inspectImage(filled).width).toBe(20);
});

it('refuses a JPEG of so many scans that decoding it would take for ever', () => {
  const scan = JPEG.indexOf(Buffer.from([0xff, 0xda]));
  const withScans = (count: number): Buffer =>
    Buffer.concat([JPEG.subarray(0, scan), ...Array(count).fill(JPEG.subarray(scan, -2)), JPEG.subarray(-2)]);

  expect(inspectImage(withScans(100)).width).toBe(20);
  expect(() => inspectImage(withScans(101))).toThrow(ImageUnreadable);
  expect(() => inspectImage(withScans(101))).toThrow(/more than 100 scans/);
});

it.each([
  ['is empty', Buffer.alloc(0), /empty \(0 bytes\)/],
  ['is text under another name', Buffer.from('hello, I am a text'), /looks like text \("hello, I am a text"\)/],
  ['is a GIF', Buffer.from('GIF89a\x01\x00', 'latin1'), /looks like a GIF image; convert it/],
  ['is a WebP', Buffer.from('RIFF\0\0\0\0WEBPVP8 ', 'latin1'), /a WebP image/],
  ['is other bytes', Buffer.from([0, 1, 2, 3]), /bytes 00 01 02 03/],
  ['is only a PNG signature', SIGNATURE, /cut off after 8 bytes/],
  ['has a PNG width of zero', pngOf({ width: 0 }), /0 x 1 pixels/],
  ['has an impossible PNG depth', pngOf({ depth: 4, type: 2 }), /header is impossible/],
  ['has an impossible PNG colour type', pngOf({ type: 5 }), /header is impossible/],
  ['has an impossible PNG interlace method', pngOf({ interlace: 2 }), /header is impossible/],
  ['is a palette PNG without palette', pngOf({ type: 3 }), /no palette/],
  ['is a PNG without pixels', Buffer.concat([PNG.subarray(0, 33), chunk('IEND', Buffer.alloc(0))]), /no IDAT/],
  ['has a PNG chunk before its header', Buffer.concat([SIGNATURE, PNG.subarray(33)]), /does not begin with IHDR/],
  [
    'has a critical chunk that nobody knows',
    Buffer.concat([PNG.subarray(0, 33), chunk('ABCD', Buffer.alloc(0)), PNG.subarray(33)]),
    /critical chunk "ABCD"/,
  ],
  ['has a JPEG height of zero', jpegOfHeight(0), /20 x 0 pixels/],
  ['is only the start of a JPEG', JPEG.subarray(0, 3), /cut off/],
])('refuses an image that %s', (_, bytes, message) => {
  expect(() => inspectImage(bytes)).toThrow(ImageUnreadable);
  expect(() => inspectImage(bytes)).toThrow(message);
});

it('refuses a PNG when a byte of a critical chunk has changed', () => {
  const damaged = Buffer.from(PNG);
  damaged[45]! ^= 1;
  expect(() => inspectImage(damaged)).toThrow(/checksum of its chunk "IDAT"/);
});

it('accepts a PNG when only a comment is damaged', () => {
  const comment = chunk('tEXt', Buffer.from('Comment\0x'));
  comment[comment.length - 1]! ^= 1;
  expect(() => inspectImage(Buffer.concat([PNG.subarray(0, 33), comment, PNG.subarray(33)]))).not.toThrow();
});

it.each([
  ['PNG', PNG],
  ['JPEG', JPEG],
])('refuses a %s when it is cut off anywhere', (_, image) => {
  for (let length = 1; length < image.length - 1; length += 1) {
    expect(() => inspectImage(image.subarray(0, length))).toThrow(ImageUnreadable);
  }
});

it.each([
  [0xc3, /lossless/],
  [0xc9, /arithmetic-coded/],
])('refuses a JPEG when its frame marker is %p', (marker, message) => {
  const bytes = Buffer.from(JPEG);
  bytes[bytes.indexOf(Buffer.from([0xff, 0xc0])) + 1] = marker;
  expect(() => inspectImage(bytes)).toThrow(message);
});

it.each([
  ['PNG', pngOf({ width: 65_000, height: 65_000 })],
  ['JPEG', jpegOfHeight(65_000, 65_000)],
])('refuses a %s by its header when it claims 4225 megapixels', (_, bomb) => {
  expect(() => inspectImage(bomb)).toThrow(ImageTooLarge);
  expect(() => inspectImage(bomb)).toThrow(/65000 x 65000 pixels, above the limit of 40 megapixels/);
});

it('refuses an image when it has a byte more than an endpoint accepts', () => {
  expect(() => inspectImage(new Uint8Array(MAX_IMAGE_BYTES + 1))).toThrow(ImageTooLarge);
});
