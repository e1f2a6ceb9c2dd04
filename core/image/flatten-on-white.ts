import type { RgbaImage } from './rgba-image';

/**
 * Lays a transparent image on white paper: c' = (c * a + 255 * (255 - a)) / 255, rounded. To be done before resizing, so that
 * the hidden colours of transparent pixels do not bleed into their neighbours. An opaque image is returned as it is.
 */
export function flattenOnWhite(image: RgbaImage): RgbaImage {
  const { rgba } = image;
  let at = 3;
  while (at < rgba.length && rgba[at] === 255) at += 4;
  if (at >= rgba.length) return image;
  const out = rgba.slice();
  for (let pixel = at - 3; pixel < out.length; pixel += 4) {
    const alpha = out[pixel + 3]!;
    for (let channel = pixel; channel < pixel + 3; channel += 1) {
      out[channel] = Math.floor((out[channel]! * alpha + 255 * (255 - alpha)) / 255 + 0.5);
    }
    out[pixel + 3] = 255;
  }
  return { ...image, rgba: out };
}
