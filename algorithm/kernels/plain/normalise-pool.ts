import type { PoolGradientInput, PoolShape } from '../kernels';

/** See `Kernels.channelStatistics`. */
export function channelStatistics(rows: number, x: Float32Array, mean: Float32Array, variance: Float32Array): void {
  const channels = mean.length;
  for (let channel = 0; channel < channels; channel += 1) {
    let sum = 0;
    for (let at = channel; at < rows * channels; at += channels) sum += x[at]!;
    const centre = sum / rows;
    let squares = 0;
    for (let at = channel; at < rows * channels; at += channels) squares += (x[at]! - centre) * (x[at]! - centre);
    mean[channel] = centre;
    variance[channel] = squares / rows;
  }
}

/** See `Kernels.affineReluPool`. */
export function affineReluPool(
  shape: PoolShape,
  x: Float32Array,
  scale: Float32Array,
  shift: Float32Array,
  output: Float32Array,
  padding: 0 | 1,
): void {
  const { height, width, channels } = shape;
  const outRow = (width / 2 + 2 * padding) * channels;
  const outImage = (height / 2 + 2 * padding) * outRow;
  forEachWindow(shape, (window) => {
    const winner = winnerOf(window, x, scale, shift, shape);
    const to = window.image * outImage + (window.y + padding) * outRow + (window.x + padding) * channels;
    output[to + window.channel] = Math.max(0, affine(x[winner]!, scale[window.channel]!, shift[window.channel]!));
  });
}

/** See `Kernels.affineReluPoolSums`. */
export function affineReluPoolSums(
  shape: PoolShape,
  { x, scale, shift, pooledGradient }: PoolGradientInput,
  gradientSum: Float32Array,
  gradientProductSum: Float32Array,
): void {
  const sums = new Float64Array(shape.channels);
  const productSums = new Float64Array(shape.channels);
  forEachWindow(shape, (window) => {
    const { channel, pooledAt } = window;
    const winner = winnerOf(window, x, scale, shift, shape);
    if (affine(x[winner]!, scale[channel]!, shift[channel]!) <= 0) return;
    sums[channel]! += pooledGradient[pooledAt]!;
    productSums[channel]! += pooledGradient[pooledAt]! * x[winner]!;
  });
  gradientSum.set(sums);
  gradientProductSum.set(productSums);
}

/** See `Kernels.affineReluPoolGradient`. */
export function affineReluPoolGradient(
  shape: PoolShape,
  { x, scale, shift, pooledGradient }: PoolGradientInput,
  a: Float32Array,
  b: Float32Array,
  c: Float32Array,
  output: Float32Array,
): void {
  const { height, width, channels } = shape;
  const outRow = (width + 2) * channels;
  forEachWindow(shape, (window) => {
    const { channel } = window;
    const winner = winnerOf(window, x, scale, shift, shape);
    const alive = affine(x[winner]!, scale[channel]!, shift[channel]!) > 0;
    for (let corner = 0; corner < 4; corner += 1) {
      const row = 2 * window.y + (corner >> 1);
      const column = 2 * window.x + (corner & 1);
      const from = ((window.image * height + row) * width + column) * channels + channel;
      const gradient = alive && from === winner ? pooledGradient[window.pooledAt]! * a[channel]! : 0;
      const to = (window.image * (height + 2) + row + 1) * outRow + (column + 1) * channels + channel;
      output[to] = gradient + (x[from]! * b[channel]! + c[channel]!);
    }
  });
}

/** One 2x2 window of one channel: its place in the pooled image, and that place's index in an unpadded array. */
interface Window {
  image: number;
  y: number;
  x: number;
  channel: number;
  pooledAt: number;
}

function forEachWindow({ batch, height, width, channels }: PoolShape, visit: (window: Readonly<Window>) => void): void {
  const window: Window = { image: 0, y: 0, x: 0, channel: 0, pooledAt: 0 };
  for (window.image = 0; window.image < batch; window.image += 1) {
    for (window.y = 0; window.y < height / 2; window.y += 1) {
      for (window.x = 0; window.x < width / 2; window.x += 1) {
        for (window.channel = 0; window.channel < channels; window.channel += 1) {
          visit(window);
          window.pooledAt += 1;
        }
      }
    }
  }
}

/** Index in x of the window's largest value after the affine map; the first of equals. */
function winnerOf(
  window: Readonly<Window>,
  x: Float32Array,
  scale: Float32Array,
  shift: Float32Array,
  { height, width, channels }: PoolShape,
): number {
  const first = ((window.image * height + 2 * window.y) * width + 2 * window.x) * channels + window.channel;
  let winner = first;
  let best = affine(x[first]!, scale[window.channel]!, shift[window.channel]!);
  for (const step of [channels, width * channels, (width + 1) * channels]) {
    const value = affine(x[first + step]!, scale[window.channel]!, shift[window.channel]!);
    if (value > best) {
      best = value;
      winner = first + step;
    }
  }
  return winner;
}

/** Rounded to float32 after each step, as the SIMD kernels round: a tie there must be a tie here. */
const affine = (x: number, scale: number, shift: number): number => Math.fround(Math.fround(x * scale) + shift);
