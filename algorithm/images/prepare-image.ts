import { decodeImage } from '../../core/image/decode-image';
import { flattenOnWhite } from '../../core/image/flatten-on-white';
import { resizeImage } from '../../core/image/resize-image';
import type { RgbaImage } from '../../core/image/rgba-image';
import type { ModelInput } from '../../core/inference/model-spec';

/** Size and colours of a network's input. */
export type ImageFit = Pick<ModelInput, 'channels' | 'height' | 'width' | 'resize'>;

/** ITU-R BT.601. */
const RED_SHARE = 0.299;
const GREEN_SHARE = 0.587;
const BLUE_SHARE = 0.114;

/**
 * An encoded image as the network wants it: `[height][width][channels]`, 0..255, transparent parts white. Training and serving both
 * come through here, so that they cannot differ.
 * @throws ImageUnreadable, ImageTooLarge
 */
export function prepareImage(bytes: Uint8Array, fit: ImageFit): Uint8Array {
  const image = fitImage(flattenOnWhite(decodeImage(bytes)), fit);
  const { channels } = fit;
  const pixels = new Uint8Array(image.width * image.height * channels);
  const { rgba } = image;
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += channels) {
    const red = rgba[from]!;
    const green = rgba[from + 1]!;
    const blue = rgba[from + 2]!;
    if (channels === 1) {
      pixels[to] = Math.floor(RED_SHARE * red + GREEN_SHARE * green + BLUE_SHARE * blue + 0.5);
    } else {
      pixels[to] = red;
      pixels[to + 1] = green;
      pixels[to + 2] = blue;
    }
  }
  return pixels;
}

function fitImage(image: RgbaImage, { height, width, resize }: ImageFit): RgbaImage {
  if (resize === undefined) return resizeImage(image, width, height);
  const scale = resize / Math.min(image.width, image.height);
  const scaled = resizeImage(image, Math.round(image.width * scale), Math.round(image.height * scale));
  return cutCentre(scaled, width, height);
}

/** @param image at least as large as what is cut out */
function cutCentre(image: RgbaImage, width: number, height: number): RgbaImage {
  const left = (image.width - width) >> 1;
  const top = (image.height - height) >> 1;
  const rgba = new Uint8Array(width * height * 4);
  for (let row = 0; row < height; row += 1) {
    const from = ((top + row) * image.width + left) * 4;
    rgba.set(image.rgba.subarray(from, from + width * 4), row * width * 4);
  }
  return { width, height, rgba };
}
