import { AUGMENTATION_TYPES, drawAugmentation, UNCHANGED } from '../../../algorithm/training/augmentation';
import { ImageWriter } from '../../../algorithm/training/image-writer';
import { SeededRandom } from '../../../core/seeded-random';

const SIDE = 16;
const PIXELS = Uint8Array.from({ length: SIDE * SIDE }, (_, at) => at);
const IMAGES = {
  count: 1,
  height: SIDE,
  width: SIDE,
  channels: 1,
  pixels: PIXELS,
  labels: new Uint32Array(1),
} as const;
const WRITER = new ImageWriter(IMAGES, { mean: [10], deviation: [2] });

function written(change: Parameters<ImageWriter['write']>[1]): {
  at(row: number, column: number): number;
  border: number;
} {
  const input = new Float32Array((SIDE + 2) * (SIDE + 2) * 4);
  WRITER.write(0, change, input, 0);
  const at = (row: number, column: number) => input[((row + 1) * (SIDE + 2) + column + 1) * 4]! * 2 + 10;
  return { at, border: input[0]! };
}

const pixel = (row: number, column: number): number => PIXELS[row * SIDE + column]!;

it('writes the normalised image inside a border of zeros when nothing changes', () => {
  const image = written(UNCHANGED);
  expect([image.at(0, 0), image.at(7, 3), image.at(15, 15), image.border]).toEqual([0, pixel(7, 3), pixel(15, 15), 0]);
});

it('mirrors the image when it is flipped', () => {
  expect(written({ ...UNCHANGED, flip: true }).at(4, 2)).toBe(pixel(4, 13));
});

it('shows the mirror image of the border when the image is moved', () => {
  const image = written({ ...UNCHANGED, x0: -2, y0: 1 });
  expect([image.at(0, 2), image.at(0, 0), image.at(15, 5)]).toEqual([pixel(1, 0), pixel(1, 2), pixel(14, 3)]);
});

it('interpolates between pixels when the image is turned or stretched', () => {
  // Half as large a step: output column 8.5 - 7.5 = 1 right of the centre is 0.5 right of it in the image.
  const image = written({ ...UNCHANGED, xx: 0.5 });
  expect(image.at(3, 8)).toBeCloseTo(3 * SIDE + 7.75, 4);
});

it.each(AUGMENTATION_TYPES)('stays within its bounds when it draws %s', (type) => {
  const random = new SeededRandom('augmentation', type);
  const drawn = Array.from({ length: 500 }, () => drawAugmentation(type, random, 32, 32));
  const reach = type === 'none' ? 0 : 4;
  const largest = (read: (change: (typeof drawn)[number]) => number) =>
    Math.max(...drawn.map((change) => Math.abs(read(change))));
  expect(largest(({ x0 }) => x0)).toBe(reach);
  expect(largest(({ y0 }) => y0)).toBe(reach);
  expect(drawn.some(({ flip }) => flip)).toBe(type !== 'none');
  expect(drawn.some(({ brightness }) => brightness !== 0)).toBe(type.startsWith('crop_color'));
  expect(drawn.some(({ xx }) => xx !== 1)).toBe(type === 'crop_color_transform');
  expect(largest(({ xy }) => xy)).toBeLessThan(0.35);
});
