import type { DataItem } from '../../../core/dataset/data-set';
import { nearDuplicates, thumbnail, thumbnails } from '../../../core/dataset/near-duplicates';
import { syntheticVehicles } from '../../../core/dataset/synthetic-vehicles';
import { decodeImage } from '../../../core/image/decode-image';
import { encodePng } from '../../../core/image/encode-png';
import { resizeImage } from '../../../core/image/resize-image';
import { SeededRandom } from '../../../core/seeded-random';

const CLASSES = ['bicycle', 'motorcycle', 'pickup_truck'];
const SET = syntheticVehicles({ classes: CLASSES, seed: 1 });

/** The picture with every pixel changed: row, column, level -> level. */
async function altered(item: DataItem, change: (x: number, y: number, level: (x: number) => number) => number) {
  const { width, height, rgba } = decodeImage(await item.read());
  const out = rgba.map((old, at) => {
    if (at % 4 === 3) return old;
    const [pixel, channel] = [at >> 2, at % 4];
    const [x, y] = [pixel % width, (pixel / width) | 0];
    const level = change(x, y, (column) => rgba[(y * width + column) * 4 + channel]!);
    return Math.min(255, Math.max(0, Math.round(level)));
  });
  return encodePng(out, width, height);
}

it.each([1, 2, 3])('finds no test image that nearly repeats a training image when the seed is %d', async (seed) => {
  const { train, test } = syntheticVehicles({ classes: CLASSES, seed });

  const found = nearDuplicates(await thumbnails(train), await thumbnails(test));

  expect(found).toEqual([]);
});

it('finds the original when a copy is mirrored, darker, flatter and noisy', async () => {
  const random = new SeededRandom('noise');
  const originals = await thumbnails(SET.train.slice(0, 40));
  const copy = await altered(SET.train[17]!, (x, _, level) => 0.6 * level(31 - x) + 20 + random.bell() * 4);

  const found = nearDuplicates(originals, [thumbnail(copy)]);

  expect(found.map(({ first }) => first)).toEqual([17]);
});

it('finds the original when a copy is twice as large', async () => {
  const originals = await thumbnails(SET.train.slice(0, 40));
  const large = resizeImage(decodeImage(await SET.train[5]!.read()), 64, 64);

  const found = nearDuplicates(originals, [thumbnail(encodePng(large.rgba, 64, 64))]);

  expect(found.map(({ first }) => first)).toEqual([5]);
});

it('calls nothing a duplicate when a picture has one colour', () => {
  const flat = thumbnail(encodePng(new Uint8Array(32 * 32 * 4).fill(128), 32, 32));

  expect(nearDuplicates([flat], [flat])).toEqual([]);
});
