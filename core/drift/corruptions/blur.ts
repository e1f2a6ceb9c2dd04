import type { RgbaImage } from '../../image/rgba-image';
import type { Corruption } from './corruption';

/** Rounds of a 3 x 3 mean at 32 pixels; larger images are blurred in proportion. */
const ROUNDS = { 1: 1, 2: 2, 3: 4 } as const;
const REFERENCE_SIDE = 32;

export const blur: Corruption = {
  name: 'blur',
  meaning: 'Out of focus, or shaken.',
  corrupt: (image, severity) => {
    const radius = Math.max(1, Math.round(Math.max(image.width, image.height) / REFERENCE_SIDE));
    let blurred = image;
    for (let round = 0; round < ROUNDS[severity]; round += 1)
      blurred = boxBlur(boxBlur(blurred, radius, 1, image.width), radius, image.width, image.height);
    return blurred;
  },
};

/**
 * Mean over 2 x radius + 1 pixels of one direction; beyond the edge, the edge goes on.
 * @param step pixels from one to the next in that direction
 * @param length of the image in that direction
 */
function boxBlur(image: RgbaImage, radius: number, step: number, length: number): RgbaImage {
  const { rgba } = image;
  const out = new Uint8Array(rgba.length);
  for (let pixel = 0; pixel < rgba.length / 4; pixel += 1) {
    const along = Math.floor(pixel / step) % length;
    for (let channel = 0; channel < 4; channel += 1) {
      let sum = 0;
      for (let offset = -radius; offset <= radius; offset += 1) {
        const there = Math.min(length - 1, Math.max(0, along + offset));
        sum += rgba[(pixel + (there - along) * step) * 4 + channel]!;
      }
      out[pixel * 4 + channel] = Math.round(sum / (2 * radius + 1));
    }
  }
  return { ...image, rgba: out };
}
