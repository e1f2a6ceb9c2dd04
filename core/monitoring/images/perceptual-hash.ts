import { resizeImage } from '../../image/resize-image';
import type { RgbaImage } from '../../image/rgba-image';
import { lumaOf } from './luma';

/** 64 bits as 16 hex digits: images that look alike have hashes of few different bits. */
export type PerceptualHash = string;

const ROWS = 8;
const COLUMNS = 9;

/** Bits that two pictures of one scene may differ in: re-encoded, resized or slightly brighter copies stay below it. */
export const NEAR_DUPLICATE_BITS = 4;

/**
 * The difference hash: the image is scaled to 9 x 8, and each bit says whether a pixel is brighter than its right neighbour. What stays the same
 * under scaling, re-encoding and changes of brightness is the order of neighbours.
 */
export function perceptualHash(image: RgbaImage): PerceptualHash {
  const luma = lumaOf(resizeImage(image, COLUMNS, ROWS));
  let hash = '';
  for (let row = 0; row < ROWS; row += 1) {
    let bits = 0;
    for (let column = 0; column < COLUMNS - 1; column += 1) {
      const at = row * COLUMNS + column;
      bits = (bits << 1) | (luma[at]! > luma[at + 1]! ? 1 : 0);
    }
    hash += bits.toString(16).padStart(2, '0');
  }
  return hash;
}

/** Number of different bits, 0..64. */
export function hashDistance(one: PerceptualHash, other: PerceptualHash): number {
  let different = 0;
  for (let at = 0; at < one.length; at += 8) {
    const bits = Number.parseInt(one.slice(at, at + 8), 16) ^ Number.parseInt(other.slice(at, at + 8), 16);
    different += bitCount(bits);
  }
  return different;
}

function bitCount(bits: number): number {
  let value = bits - ((bits >>> 1) & 0x55555555);
  value = (value & 0x33333333) + ((value >>> 2) & 0x33333333);
  return Math.imul((value + (value >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
