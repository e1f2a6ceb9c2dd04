import { decodeImage } from '../../core/image/decode-image';
import { encodePng } from '../../core/image/encode-png';
import { inspectImage } from '../../core/image/inspect-image';
import { resizeImage } from '../../core/image/resize-image';

/** Lambda answers at most 6 MB, and base64 grows an image by a third; the rest is for headers. Bytes. */
const MAX_SENT_BYTES = 4_300_000;
/** A picture of this size fits whatever it shows: 960 x 960 x 4 bytes, not compressed at all, are 3.7 MB. Pixels. */
const MAX_SIDE_PIXELS = 960;

/** An image as a page can show it. */
export interface Picture {
  readonly contentType: 'image/png' | 'image/jpeg';
  readonly bytes: Uint8Array;
}

/**
 * The image as it is, under the type that its bytes have, or, where an answer would not hold it, scaled down.
 * @throws ImageUnreadable, ImageTooLarge
 */
export function pictureOf(bytes: Uint8Array): Picture {
  const { contentType } = inspectImage(bytes);
  if (bytes.length <= MAX_SENT_BYTES) return { contentType, bytes };
  const image = decodeImage(bytes);
  const scale = Math.min(1, MAX_SIDE_PIXELS / Math.max(image.width, image.height));
  const side = (pixels: number): number => Math.max(1, Math.round(pixels * scale));
  const { rgba, width, height } = resizeImage(image, side(image.width), side(image.height));
  return { contentType: 'image/png', bytes: encodePng(rgba, width, height) };
}
