import type { RgbaImage } from './rgba-image';

const ORIENTATION_TAG = 0x0112;
const SHORT = 3;

/**
 * The Orientation of a TIFF structure (Exif 2.32, 4.6.4): 1 … 8, how the camera was held. Anything missing or damaged gives 1:
 * metadata never makes an image unreadable.
 */
export function exifOrientation(exif: Uint8Array | undefined): number {
  if (exif === undefined || exif.length < 14) return 1;
  const view = new DataView(exif.buffer, exif.byteOffset, exif.byteLength);
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return 1;
  const little = order === 0x4949;
  const directory = view.getUint32(4, little);
  if (directory + 2 > exif.length) return 1;
  const entries = view.getUint16(directory, little);
  for (let entry = 0; entry < entries; entry += 1) {
    const at = directory + 2 + 12 * entry;
    if (at + 12 > exif.length) return 1;
    if (view.getUint16(at, little) !== ORIENTATION_TAG || view.getUint16(at + 2, little) !== SHORT) continue;
    const value = view.getUint16(at + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/**
 * Turns an image upright. 2 mirrored, 3 upside down, 4 mirrored upside down, 5 transposed, 6 to be turned right,
 * 7 transversed, 8 to be turned left.
 */
export function applyOrientation(image: RgbaImage, orientation: number): RgbaImage {
  if (orientation === 1) return image;
  const { width, height } = image;
  const swapped = orientation >= 5;
  const fromRight = [2, 3, 7, 8].includes(orientation);
  const fromBottom = [3, 4, 6, 7].includes(orientation);
  const [outWidth, outHeight] = swapped ? [height, width] : [width, height];
  const source = new Uint32Array(image.rgba.slice().buffer);
  const target = new Uint32Array(source.length);
  for (let y = 0; y < outHeight; y += 1) {
    for (let x = 0; x < outWidth; x += 1) {
      const alongWidth = swapped ? y : x;
      const alongHeight = swapped ? x : y;
      const column = fromRight ? width - 1 - alongWidth : alongWidth;
      const row = fromBottom ? height - 1 - alongHeight : alongHeight;
      target[y * outWidth + x] = source[row * width + column]!;
    }
  }
  return { width: outWidth, height: outHeight, rgba: new Uint8Array(target.buffer) };
}
