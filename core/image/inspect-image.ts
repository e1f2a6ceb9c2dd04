import { ImageTooLarge, ImageUnreadable } from '../contracts/errors';
import { MAX_IMAGE_BYTES } from '../contracts/limits';
import { describeForeignFormat } from './foreign-format';
import { isJpeg, readJpegStructure } from './jpeg-structure';
import { isPng, readPngStructure } from './png-structure';

export type ImageFormat = 'png' | 'jpeg';

/** What an image is, by its structure. Width and height are those of the header, before any Exif orientation. */
export interface ImageInspection {
  readonly format: ImageFormat;
  readonly contentType: 'image/png' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
}

/**
 * Checks that bytes are a whole PNG or JPEG within the limits, from the structure alone: pixels are not decoded, so a bomb costs
 * nothing. The name or content type under which the bytes came plays no part.
 * @throws ImageUnreadable (empty, another format, cut off, damaged, no pixels) and ImageTooLarge (bytes or pixels)
 */
export function inspectImage(bytes: Uint8Array): ImageInspection {
  checkSize(bytes);
  if (isPng(bytes)) {
    const { width, height } = readPngStructure(bytes).header;
    return { format: 'png', contentType: 'image/png', width, height };
  }
  if (isJpeg(bytes)) {
    const { width, height } = readJpegStructure(bytes);
    return { format: 'jpeg', contentType: 'image/jpeg', width, height };
  }
  throw neitherFormat(bytes);
}

/** @throws ImageUnreadable for no bytes at all; ImageTooLarge above the byte limit. */
export function checkSize(bytes: Uint8Array): void {
  if (bytes.length === 0) throw new ImageUnreadable('The image is empty (0 bytes); upload it again.');
  if (bytes.length > MAX_IMAGE_BYTES) {
    throw new ImageTooLarge(
      `The image has ${bytes.length} bytes, above the limit of ${MAX_IMAGE_BYTES} that an endpoint accepts; send a smaller one.`,
    );
  }
}

export function neitherFormat(bytes: Uint8Array): ImageUnreadable {
  return new ImageUnreadable(
    `The image is neither PNG nor JPEG, it looks like ${describeForeignFormat(bytes)}; convert it to PNG or JPEG.`,
  );
}
