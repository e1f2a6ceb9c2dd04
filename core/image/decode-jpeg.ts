import { decode } from 'jpeg-js';
import { ImageTooLarge, ImageUnreadable } from '../contracts/errors';
import type { JpegStructure } from './jpeg-structure';
import type { RgbaImage } from './rgba-image';

/** The decoder keeps every coefficient of the image; at 4:2:0 this is enough for about 20 megapixels. Megabytes. */
const MAX_DECODER_MEMORY_MB = 512;

const RED_GREEN_BLUE = [0x52, 0x47, 0x42];

/**
 * Decodes a baseline or progressive JPEG: grey, YCbCr, RGB, CMYK and YCCK (the latter two as Adobe writes them).
 * @throws ImageUnreadable; ImageTooLarge where decoding needs more memory than allowed
 */
export function decodeJpeg(bytes: Uint8Array, structure: JpegStructure): RgbaImage {
  try {
    const { width, height, data } = decode(bytes, {
      useTArray: true,
      formatAsRGBA: true,
      tolerantDecoding: true,
      maxMemoryUsageInMB: MAX_DECODER_MEMORY_MB,
      ...(isPlainRgb(structure) ? { colorTransform: false } : {}),
    });
    return { width, height, rgba: data };
  } catch (cause) {
    const message = (cause as Error).message;
    if (message.includes('maxMemoryUsageInMB')) {
      throw new ImageTooLarge(
        `The JPEG is ${structure.width} x ${structure.height} pixels and needs more than ${MAX_DECODER_MEMORY_MB} MB to decode; send a smaller one.`,
        { cause },
      );
    }
    throw new ImageUnreadable(`The JPEG's pixels cannot be decoded: ${message}; save it again.`, { cause });
  }
}

/** Three components that are red, green and blue as they are: said by Adobe's marker or, without any marker, by their names. */
function isPlainRgb({ componentIds, adobeTransform, jfif }: JpegStructure): boolean {
  if (componentIds.length !== 3) return false;
  if (adobeTransform !== undefined) return adobeTransform === 0;
  return !jfif && RED_GREEN_BLUE.every((id, index) => componentIds[index] === id);
}
