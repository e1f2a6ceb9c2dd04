import { flattenOnWhite } from '../../../core/image/flatten-on-white';
import { resizeImage } from '../../../core/image/resize-image';

const grey = (width: number, height: number, values: readonly number[]) => ({
  width,
  height,
  rgba: Uint8Array.from(values.flatMap((value) => [value, value, value, 255])),
});
const reds = (image: { rgba: Uint8Array }): number[] => [...image.rgba].filter((_, at) => at % 4 === 0);

it('shows white where an image is transparent, and half of the colour where it is half so', () => {
  const image = { width: 3, height: 1, rgba: Uint8Array.from([9, 9, 9, 0, 100, 0, 255, 128, 1, 2, 3, 255]) };
  expect([...flattenOnWhite(image).rgba]).toEqual([255, 255, 255, 255, 177, 127, 255, 255, 1, 2, 3, 255]);
});

it('returns the same image when there is nothing to do', () => {
  const image = grey(2, 1, [1, 2]);
  expect(flattenOnWhite(image)).toBe(image);
  expect(resizeImage(image, 2, 1)).toBe(image);
});

it('averages the area when it shrinks by a whole factor', () => {
  expect(reds(resizeImage(grey(4, 2, [0, 10, 100, 200, 20, 30, 100, 200]), 2, 1))).toEqual([15, 150]);
});

it('weighs partly covered pixels when it shrinks by another factor', () => {
  // Each output pixel covers one and a half: (0 + 90 / 2) / 1.5 and (90 / 2 + 180) / 1.5.
  expect(reds(resizeImage(grey(3, 1, [0, 90, 180]), 2, 1))).toEqual([30, 150]);
});

it('interpolates between pixel centres when it grows', () => {
  expect(reds(resizeImage(grey(2, 1, [0, 100]), 4, 1))).toEqual([0, 25, 75, 100]);
});
