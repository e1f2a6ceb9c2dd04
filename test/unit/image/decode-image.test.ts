import { deflateSync } from 'node:zlib';
import { ImageUnreadable } from '../../../core/contracts/errors';
import { decodeImage } from '../../../core/image/decode-image';
import { encodePng } from '../../../core/image/encode-png';
import { flatJpeg } from '../../fixtures/image/flat-jpeg';
import { jpegImage, withOrientation } from '../../fixtures/image/jpeg-image';
import { chunk } from '../../fixtures/image/png-of-any-kind';

const WIDE = { width: 32, height: 16 };
/** Left half red, right half blue; the lower left quarter green. */
const QUARTERS = jpegImage(WIDE.width, WIDE.height, (x, y) =>
  x >= 16 ? [0, 0, 255] : y >= 8 ? [0, 255, 0] : [255, 0, 0],
);

function colourAt(image: ReturnType<typeof decodeImage>, x: number, y: number): string {
  const [red, green, blue] = image.rgba.subarray((y * image.width + x) * 4) as Uint8Array & [number, number, number];
  return red > 128 ? 'red' : green > 128 ? 'green' : blue > 128 ? 'blue' : 'none';
}

it('gives a JPEG its colours', () => {
  const image = decodeImage(QUARTERS);
  expect([colourAt(image, 3, 3), colourAt(image, 3, 13), colourAt(image, 28, 3)]).toEqual(['red', 'green', 'blue']);
});

// [orientation, where red, green and blue lie when upright: corners as left/right and top/bottom]
it.each([
  [1, 'wide', ['red', 'blue', 'green', 'blue']],
  [2, 'wide', ['blue', 'red', 'blue', 'green']],
  [3, 'wide', ['blue', 'green', 'blue', 'red']],
  [4, 'wide', ['green', 'blue', 'red', 'blue']],
  [5, 'tall', ['red', 'green', 'blue', 'blue']],
  [6, 'tall', ['green', 'red', 'blue', 'blue']],
  [7, 'tall', ['blue', 'blue', 'green', 'red']],
  [8, 'tall', ['blue', 'blue', 'red', 'green']],
])('turns a JPEG upright when its orientation is %i', (orientation, form, corners) => {
  const image = decodeImage(withOrientation(QUARTERS, orientation));
  const right = image.width - 3;
  const bottom = image.height - 3;
  expect(image.width > image.height ? 'wide' : 'tall').toBe(form);
  expect([
    colourAt(image, 2, 2),
    colourAt(image, right, 2),
    colourAt(image, 2, bottom),
    colourAt(image, right, bottom),
  ]).toEqual(corners);
});

it('takes an orientation outside 1 to 8 for upright', () => {
  expect(decodeImage(withOrientation(QUARTERS, 9)).width).toBe(32);
});

const RGB_NAMES = [0x52, 0x47, 0x42];

it.each([
  ['grey', { samples: [200] }, [200, 200, 200]],
  ['grey and progressive', { samples: [200], progressive: true }, [200, 200, 200]],
  ['YCbCr', { samples: [76, 85, 255] }, [254, 0, 0]],
  ['YCbCr and progressive', { samples: [76, 85, 255], progressive: true }, [254, 0, 0]],
  ['RGB by its Adobe marker', { samples: [10, 20, 250], adobeTransform: 0 }, [10, 20, 250]],
  ['RGB by the names of its components', { samples: [10, 20, 250], componentIds: RGB_NAMES }, [10, 20, 250]],
  ['CMYK, stored inverted', { samples: [255, 0, 0, 255], adobeTransform: 0 }, [255, 0, 0]],
  ['CMYK, black', { samples: [255, 255, 255, 0], adobeTransform: 0 }, [0, 0, 0]],
  ['YCCK, whose three first are the inks', { samples: [179, 171, 0, 255], adobeTransform: 2 }, [255, 0, 0]],
])('decodes a JPEG when it is %s', (_, options, colour) => {
  const { rgba } = decodeImage(flatJpeg(options));
  for (const [channel, value] of colour.entries()) expect(Math.abs(rgba[channel]! - value)).toBeLessThanOrEqual(1);
  expect(rgba[3]).toBe(255);
});

it('refuses a JPEG when it has four components and nothing says which', () => {
  expect(() => decodeImage(flatJpeg({ samples: [1, 2, 3, 4] }))).toThrow(ImageUnreadable);
});

it.each([
  ['more', 4 * 17, /more pixels than its header says/],
  ['fewer', 20, /calls for 68/],
])('refuses a PNG when it holds %s pixels than its header says', (_, length, message) => {
  const png = encodePng(new Uint8Array(4 * 4 * 4), 4, 4);
  const other = chunk('IDAT', deflateSync(Buffer.alloc(length + (length > 60 ? 1000 : 0))));
  const swapped = Buffer.concat([png.subarray(0, 33), other, chunk('IEND', Buffer.alloc(0))]);
  expect(() => decodeImage(swapped)).toThrow(ImageUnreadable);
  expect(() => decodeImage(swapped)).toThrow(message);
});

it('stops an interlaced bomb before it fills the memory', () => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(8, 0);
  header.writeUInt32BE(8, 4);
  header.set([8, 6, 0, 0, 1], 8);
  const bomb = Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(50_000_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  const before = process.memoryUsage.rss();
  expect(() => decodeImage(bomb)).toThrow(/more pixels/);
  expect(process.memoryUsage.rss() - before).toBeLessThan(40_000_000);
});

it('refuses a PNG when a row has an unknown filter', () => {
  const png = encodePng(new Uint8Array(4), 1, 1);
  const strange = chunk('IDAT', deflateSync(Buffer.from([9, 0, 0, 0, 0])));
  const swapped = Buffer.concat([png.subarray(0, 33), strange, chunk('IEND', Buffer.alloc(0))]);
  expect(() => decodeImage(swapped)).toThrow(/unknown filter 9/);
});
