import { decodeImage } from '../image/decode-image';
import { encodePng } from '../image/encode-png';
import type { SeededRandom } from '../seeded-random';
import { brightness } from './corruptions/brightness';
import { lensBlot } from './corruptions/lens-blot';
import { noise } from './corruptions/noise';

/**
 * What a camera in trouble makes of a picture: over-exposed, and with a blot in the middle of its lens; where the trouble is worst, noisy too.
 * @returns a PNG
 * @throws ImageUnreadable
 */
export function driftImage(bytes: Uint8Array, random: SeededRandom, isWorst: boolean): Buffer {
  const exposed = brightness.corrupt(decodeImage(bytes), 3, random);
  const blotted = lensBlot.corrupt(exposed, isWorst ? 3 : 2, random);
  const { rgba, width, height } = isWorst ? noise.corrupt(blotted, 3, random) : blotted;
  return encodePng(rgba, width, height);
}
