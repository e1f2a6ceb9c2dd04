import { ImageTooLarge, ImageUnreadable } from '../contracts/errors';
import { MAX_IMAGE_PIXELS } from '../contracts/limits';

/**
 * Judges the size that a header claims, before anything is allocated for it.
 * @throws ImageUnreadable for a side of zero; ImageTooLarge above the pixel limit, whatever the file's own size.
 */
export function checkDimensions(format: string, width: number, height: number): void {
  if (width === 0 || height === 0) {
    throw new ImageUnreadable(`The ${format}'s header says ${width} x ${height} pixels: there is nothing to look at.`);
  }
  if (width * height > MAX_IMAGE_PIXELS) {
    throw new ImageTooLarge(
      `The ${format} is ${width} x ${height} pixels, above the limit of ${MAX_IMAGE_PIXELS / 1e6} megapixels; send a smaller one.`,
    );
  }
}
