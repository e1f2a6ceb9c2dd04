import type { RgbaImage } from '../../image/rgba-image';
import type { Patch } from './occlusion-region';

/** A copy in which a patch is covered with the image's mean colour: it hides what is there and adds no edge darker or brighter than needed. */
export function occlude(image: RgbaImage, { left, top, right, bottom }: Patch): RgbaImage {
  const rgba = image.rgba.slice();
  const colour = meanColour(image);
  for (let row = top; row < bottom; row += 1)
    for (let column = left; column < right; column += 1) rgba.set(colour, (row * image.width + column) * 4);
  return { ...image, rgba };
}

function meanColour({ rgba }: RgbaImage): Uint8Array {
  const sums = [0, 0, 0, 0];
  for (let at = 0; at < rgba.length; at += 1) sums[at % 4]! += rgba[at]!;
  return Uint8Array.from(sums, (sum) => Math.round(sum / (rgba.length / 4)));
}
