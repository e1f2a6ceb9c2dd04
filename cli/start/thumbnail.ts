import { decodeImage } from '../../core/image/decode-image';
import { encodePng } from '../../core/image/encode-png';
import { resizeImage } from '../../core/image/resize-image';

/** Longer side of a picture in the report; smaller images stay as they are. Pixels. */
const LONGER_SIDE = 128;

/** An image as a small PNG for the report; undefined where it cannot be decoded. */
export function thumbnail(bytes: Uint8Array): string | undefined {
  try {
    const image = decodeImage(bytes);
    const scale = Math.min(1, LONGER_SIDE / Math.max(image.width, image.height));
    const width = Math.max(1, Math.round(image.width * scale));
    const height = Math.max(1, Math.round(image.height * scale));
    const small = resizeImage(image, width, height);
    return `data:image/png;base64,${encodePng(small.rgba, width, height).toString('base64')}`;
  } catch {
    return undefined;
  }
}
