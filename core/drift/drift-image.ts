import { decodeImage } from '../image/decode-image';
import { encodePng } from '../image/encode-png';
import type { SeededRandom } from '../seeded-random';
import { contrast } from './corruptions/contrast';
import { noise } from './corruptions/noise';
import { shift } from './corruptions/shift';

/**
 * What a camera in trouble makes of a picture: knocked to the side, and a little grain; where the trouble is worst, fog as well.
 * @returns a PNG
 * @throws ImageUnreadable
 */
export function driftImage(bytes: Uint8Array, random: SeededRandom, isWorst: boolean): Buffer {
  const image = decodeImage(bytes);
  const seen = isWorst ? contrast.corrupt(image, 3, random) : image;
  const { rgba, width, height } = noise.corrupt(shift.corrupt(seen, 3, random), 1, random);
  return encodePng(rgba, width, height);
}
