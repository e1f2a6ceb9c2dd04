import type { RgbaImage } from '../../image/rgba-image';

/** Luma of each pixel by ITU-R BT.601, 0..1, row by row. */
export function lumaOf({ rgba, width, height }: RgbaImage): Float64Array {
  const luma = new Float64Array(width * height);
  for (let pixel = 0, at = 0; pixel < luma.length; pixel += 1, at += 4)
    luma[pixel] = (0.299 * rgba[at]! + 0.587 * rgba[at + 1]! + 0.114 * rgba[at + 2]!) / 255;
  return luma;
}
