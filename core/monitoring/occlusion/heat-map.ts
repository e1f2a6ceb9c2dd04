import { encodePng } from '../../image/encode-png';
import { resizeImage } from '../../image/resize-image';
import type { RgbaImage } from '../../image/rgba-image';
import { heatMapGrid } from './occlusion-attribution';

/** Side of the picture, at least: small images are enlarged, so that a person sees something. Pixels. */
const LEAST_SIDE = 192;
/** What speaks for the predicted class, and what against it. */
const FOR = [214, 39, 40] as const;
const AGAINST = [31, 119, 180] as const;
/** Share of the colour where a patch matters most; below it the image shines through. */
const STRONGEST = 0.65;

/**
 * The image with its patches coloured: red where covering it makes the model less sure of what it predicts, blue where it makes it surer; the
 * stronger, the more.
 * @param values one for each patch of `heatMapPatches`, row by row
 * @returns a PNG
 */
export function heatMapPng(image: RgbaImage, values: readonly number[]): Buffer {
  const scale = Math.max(1, Math.ceil(LEAST_SIDE / Math.max(image.width, image.height)));
  const { width, height, rgba } = resizeImage(image, image.width * scale, image.height * scale);
  const { columns, rows } = heatMapGrid(image);
  const most = values.reduce((best, value) => Math.max(best, Math.abs(value)), 0);
  const out = rgba.slice();
  for (let pixel = 0, at = 0; pixel < width * height; pixel += 1, at += 4) {
    const column = Math.min(columns - 1, Math.floor(((pixel % width) * columns) / width));
    const row = Math.min(rows - 1, Math.floor((Math.floor(pixel / width) * rows) / height));
    const value = values[row * columns + column]!;
    const share = most === 0 ? 0 : (STRONGEST * Math.abs(value)) / most;
    const colour = value > 0 ? FOR : AGAINST;
    // On grey, the colours of the picture itself are not taken for the map's.
    const grey = 0.299 * rgba[at]! + 0.587 * rgba[at + 1]! + 0.114 * rgba[at + 2]!;
    for (let channel = 0; channel < 3; channel += 1)
      out[at + channel] = Math.round(grey * (1 - share) + colour[channel]! * share);
    out[at + 3] = 255;
  }
  return encodePng(out, width, height);
}
