import { resizeImage } from '../../image/resize-image';
import type { RgbaImage } from '../../image/rgba-image';

const SIDE = 8;

/** Length of a pixel embedding. */
export const PIXEL_EMBEDDING_LENGTH = SIDE * SIDE * 3;

/** What an image looks like from far away: 8 x 8 pixels, three colours each, 0..1. For models that give no embedding of their own. */
export function pixelEmbedding(image: RgbaImage): number[] {
  const { rgba } = resizeImage(image, SIDE, SIDE);
  const embedding: number[] = [];
  for (let at = 0; at < rgba.length; at += 4) embedding.push(rgba[at]! / 255, rgba[at + 1]! / 255, rgba[at + 2]! / 255);
  return embedding;
}
