import { decodeJpeg } from './decode-jpeg';
import { decodePng } from './decode-png';
import { applyOrientation, exifOrientation } from './exif-orientation';
import { checkSize, neitherFormat } from './inspect-image';
import { isJpeg, readJpegStructure } from './jpeg-structure';
import { isPng, readPngStructure } from './png-structure';
import type { RgbaImage } from './rgba-image';

/**
 * Decodes a PNG or JPEG to RGBA, upright: the Exif orientation is applied, because a classifier trained on upright vehicles must
 * not be shown one that lies on its side. Colour profiles and gamma are not applied.
 * @throws ImageUnreadable, ImageTooLarge
 */
export function decodeImage(bytes: Uint8Array): RgbaImage {
  checkSize(bytes);
  if (isPng(bytes)) {
    const structure = readPngStructure(bytes);
    return applyOrientation(decodePng(structure), exifOrientation(structure.exif));
  }
  if (isJpeg(bytes)) {
    const structure = readJpegStructure(bytes);
    return applyOrientation(decodeJpeg(bytes, structure), exifOrientation(structure.exif));
  }
  throw neitherFormat(bytes);
}
