import type { RgbaImage } from './rgba-image';

/** For each output position: the first input position, and the weights of it and its followers, which add up to 1. */
interface Taps {
  readonly first: number;
  readonly weights: readonly number[];
}

/**
 * Resizes to exactly `width` x `height` (the aspect ratio may change). Each direction on its own: shrinking averages the area that
 * an output pixel covers, so that no input pixel is skipped; growing interpolates linearly between pixel centres. The same size
 * returns the same image. Alpha is treated as a fourth channel: flatten first where it matters.
 */
export function resizeImage(image: RgbaImage, width: number, height: number): RgbaImage {
  if (image.width === width && image.height === height) return image;
  const columns = taps(image.width, width);
  const rows = taps(image.height, height);
  const rgba = new Uint8Array(width * height * 4);
  const line = new Float64Array(image.width * 4);
  for (const [y, row] of rows.entries()) {
    line.fill(0);
    for (const [step, weight] of row.weights.entries()) {
      const from = (row.first + step) * line.length;
      for (let at = 0; at < line.length; at += 1) line[at]! += weight * image.rgba[from + at]!;
    }
    let to = y * width * 4;
    for (const { first, weights } of columns) {
      for (let channel = 0; channel < 4; channel += 1) {
        let sum = 0;
        for (let step = 0; step < weights.length; step += 1)
          sum += weights[step]! * line[(first + step) * 4 + channel]!;
        rgba[to] = Math.floor(sum + 0.5);
        to += 1;
      }
    }
  }
  return { width, height, rgba };
}

function taps(from: number, to: number): readonly Taps[] {
  return Array.from({ length: to }, (_, index) =>
    to < from ? areaTaps(index, from, to) : linearTaps(index, from, to),
  );
}

/** The part of each input pixel that lies in [index, index + 1) * from / to. */
function areaTaps(index: number, from: number, to: number): Taps {
  const scale = from / to;
  const start = index * scale;
  const end = Math.min(from, start + scale);
  const first = Math.floor(start);
  const last = Math.min(from, Math.ceil(end - 1e-9));
  const covered = Array.from({ length: last - first }, (_, step) => {
    return Math.min(end, first + step + 1) - Math.max(start, first + step);
  });
  const total = covered.reduce((sum, part) => sum + part, 0);
  return { first, weights: covered.map((part) => part / total) };
}

/** The two input pixels whose centres enclose the output pixel's centre; the border repeats. */
function linearTaps(index: number, from: number, to: number): Taps {
  const centre = Math.min(from - 1, Math.max(0, ((index + 0.5) * from) / to - 0.5));
  const first = Math.min(from - 1, Math.floor(centre));
  const share = centre - first;
  return share === 0 ? { first, weights: [1] } : { first, weights: [1 - share, share] };
}
