import { decodeImage } from '../../image/decode-image';
import { flattenOnWhite } from '../../image/flatten-on-white';
import { inspectImage } from '../../image/inspect-image';
import { resizeImage } from '../../image/resize-image';
import type { RgbaImage } from '../../image/rgba-image';
import type { ImageDescriptor } from './image-descriptor';
import { lumaOf } from './luma';
import { type PerceptualHash, perceptualHash } from './perceptual-hash';
import { colourStatistics, lumaStatistics } from './pixel-statistics';

/** Longer sides are scaled down to it first, so that the numbers of large pictures compare with those of small ones. Pixels. */
const LONGEST_SIDE = 256;

/** A described image, with what the other analyses of images need. */
export interface DescribedImage {
  readonly descriptor: ImageDescriptor;
  readonly hash: PerceptualHash;
  /** Upright, opaque, at most 256 pixels on a side. */
  readonly image: RgbaImage;
}

/** @throws ImageUnreadable, ImageTooLarge */
export function describeImage(bytes: Uint8Array): DescribedImage {
  const { format, width, height } = inspectImage(bytes);
  const image = reduced(flattenOnWhite(decodeImage(bytes)));
  const luma = lumaOf(image);
  const descriptor = {
    width,
    height,
    aspect: width / height,
    bytes: bytes.length,
    format,
    ...lumaStatistics(luma, image.width, image.height),
    ...colourStatistics(image),
  };
  return { descriptor, hash: perceptualHash(image), image };
}

function reduced(image: RgbaImage): RgbaImage {
  const scale = LONGEST_SIDE / Math.max(image.width, image.height);
  if (scale >= 1) return image;
  const side = (length: number): number => Math.max(1, Math.round(length * scale));
  return resizeImage(image, side(image.width), side(image.height));
}
