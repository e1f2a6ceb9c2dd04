import type { RgbaImage } from '../../image/rgba-image';
import type { ImageDescriptor } from './image-descriptor';

const HISTOGRAM_BINS = 64;

/** @param luma height x width, 0..1 */
export function lumaStatistics(
  luma: Float64Array,
  width: number,
  height: number,
): Pick<ImageDescriptor, 'brightness' | 'contrast' | 'sharpness' | 'entropy' | 'noise'> {
  const { mean: brightness, deviation: contrast } = moments(luma);
  const laplacian = laplacianOf(luma, width, height);
  return {
    brightness,
    contrast,
    sharpness: moments(laplacian).deviation,
    entropy: entropyOf(luma),
    noise: noiseOf(luma, width, height),
  };
}

export function colourStatistics({ rgba }: RgbaImage): Pick<ImageDescriptor, 'red' | 'green' | 'blue' | 'saturation'> {
  const sums = { red: 0, green: 0, blue: 0, saturation: 0 };
  for (let at = 0; at < rgba.length; at += 4) {
    const [red, green, blue] = [rgba[at]! / 255, rgba[at + 1]! / 255, rgba[at + 2]! / 255];
    sums.red += red;
    sums.green += green;
    sums.blue += blue;
    const value = Math.max(red, green, blue);
    if (value > 0) sums.saturation += 1 - Math.min(red, green, blue) / value;
  }
  const pixels = rgba.length / 4;
  return {
    red: sums.red / pixels,
    green: sums.green / pixels,
    blue: sums.blue / pixels,
    saturation: sums.saturation / pixels,
  };
}

function moments(values: Float64Array): { readonly mean: number; readonly deviation: number } {
  if (values.length === 0) return { mean: 0, deviation: 0 };
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean, deviation: Math.sqrt(squares / values.length) };
}

/** The four-neighbour Laplacian of the inner pixels; none where the image has no inner pixel. */
function laplacianOf(luma: Float64Array, width: number, height: number): Float64Array {
  if (width < 3 || height < 3) return new Float64Array(0);
  const laplacian = new Float64Array((width - 2) * (height - 2));
  let to = 0;
  for (let row = 1; row < height - 1; row += 1) {
    for (let column = 1; column < width - 1; column += 1, to += 1) {
      const at = row * width + column;
      laplacian[to] = luma[at - 1]! + luma[at + 1]! + luma[at - width]! + luma[at + width]! - 4 * luma[at]!;
    }
  }
  return laplacian;
}

/** Shannon's entropy of the histogram. Bits. */
function entropyOf(luma: Float64Array): number {
  const histogram = new Float64Array(HISTOGRAM_BINS);
  for (const value of luma) histogram[Math.min(HISTOGRAM_BINS - 1, Math.floor(value * HISTOGRAM_BINS))]! += 1;
  return histogram.reduce((sum, count) => {
    const share = count / luma.length;
    return share === 0 ? sum : sum - share * Math.log2(share);
  }, 0);
}

/**
 * Mean squared difference of horizontal neighbours over that of pixels two apart, of which half is what independent grain alone would
 * give: near 0 in a smooth picture, towards 1 in pure noise.
 */
function noiseOf(luma: Float64Array, width: number, height: number): number {
  if (width < 3) return 0;
  let near = 0;
  let far = 0;
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width - 2; column += 1) {
      const at = row * width + column;
      near += (luma[at + 1]! - luma[at]!) ** 2;
      far += (luma[at + 2]! - luma[at]!) ** 2;
    }
  }
  return far === 0 ? 0 : Math.min(1, near / far);
}
