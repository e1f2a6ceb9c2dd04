/**
 * Batch normalisation, ReLU and 2x2 max pooling over images of layout [height][width][channels], four channels at a time.
 * Channels are a multiple of 4, height and width even. Batch normalisation reaches these functions as y = x * scale + shift.
 */

const FLOAT: usize = 4;

/** Mean and variance (of the population) of each channel over `rows` pixels, in two passes: one pass would cancel digits. */
export function channelStatistics(x: usize, mean: usize, variance: usize, rows: i32, channels: i32): void {
  const stride = <usize>channels * FLOAT;
  const end = x + <usize>rows * stride;
  const share = f32x4.splat(<f32>1 / <f32>rows);
  for (let channel: usize = 0; channel < stride; channel += 16) {
    let sum = f32x4.splat(0);
    for (let at = x + channel; at < end; at += stride) sum = f32x4.add(sum, v128.load(at));
    const centre = f32x4.mul(sum, share);
    let squares = f32x4.splat(0);
    for (let at = x + channel; at < end; at += stride) {
      const difference = f32x4.sub(v128.load(at), centre);
      squares = f32x4.add(squares, f32x4.mul(difference, difference));
    }
    v128.store(mean + channel, centre);
    v128.store(variance + channel, f32x4.mul(squares, share));
  }
}

/**
 * output[y][x] = max(0, the largest of the 2x2 window of x * scale + shift). The output has a border of `padding` pixels, which
 * is left alone, so that it can be the zero-padded input of the next convolution.
 */
export function affineReluPool(
  x: usize,
  scale: usize,
  shift: usize,
  output: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  padding: i32,
): void {
  const pixel = <usize>channels * FLOAT;
  const row = <usize>width * pixel;
  const outRow = <usize>(width / 2 + 2 * padding) * pixel;
  const outImage = outRow * <usize>(height / 2 + 2 * padding);
  const zero = f32x4.splat(0);
  for (let image = 0; image < batch; image++) {
    for (let y = 0; y < height / 2; y++) {
      let from = x + <usize>(image * height + 2 * y) * row;
      let to = output + <usize>image * outImage + <usize>(y + padding) * outRow + <usize>padding * pixel;
      for (let column = 0; column < width / 2; column++) {
        for (let channel: usize = 0; channel < pixel; channel += 16) {
          const factor = v128.load(scale + channel);
          const offset = v128.load(shift + channel);
          const at = from + channel;
          const a = f32x4.add(f32x4.mul(v128.load(at), factor), offset);
          const b = f32x4.add(f32x4.mul(v128.load(at + pixel), factor), offset);
          const c = f32x4.add(f32x4.mul(v128.load(at + row), factor), offset);
          const d = f32x4.add(f32x4.mul(v128.load(at + row + pixel), factor), offset);
          v128.store(to + channel, f32x4.max(zero, f32x4.max(f32x4.max(a, b), f32x4.max(c, d))));
        }
        from += 2 * pixel;
        to += pixel;
      }
    }
  }
}

/**
 * The sums that the gradient of batch normalisation needs, per channel: of the gradient, and of the gradient times x. Only the
 * winner of a window (the first of equals), if it is above zero, has a gradient: that of the pooled output.
 */
export function affineReluPoolSums(
  x: usize,
  scale: usize,
  shift: usize,
  pooledGradient: usize,
  gradientSum: usize,
  gradientProductSum: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
): void {
  const pixel = <usize>channels * FLOAT;
  const row = <usize>width * pixel;
  const zero = f32x4.splat(0);
  for (let channel: usize = 0; channel < pixel; channel += 16) {
    const factor = v128.load(scale + channel);
    const offset = v128.load(shift + channel);
    let sum = zero;
    let productSum = zero;
    let slope = pooledGradient + channel;
    for (let pair = 0; pair < (batch * height) / 2; pair++) {
      let at = x + <usize>(2 * pair) * row + channel;
      for (let column = 0; column < width / 2; column++) {
        const xa = v128.load(at);
        const xb = v128.load(at + pixel);
        const xc = v128.load(at + row);
        const xd = v128.load(at + row + pixel);
        let best = f32x4.add(f32x4.mul(xa, factor), offset);
        let winner = xa;
        const b = f32x4.add(f32x4.mul(xb, factor), offset);
        winner = v128.bitselect(xb, winner, f32x4.gt(b, best));
        best = f32x4.max(best, b);
        const c = f32x4.add(f32x4.mul(xc, factor), offset);
        winner = v128.bitselect(xc, winner, f32x4.gt(c, best));
        best = f32x4.max(best, c);
        const d = f32x4.add(f32x4.mul(xd, factor), offset);
        winner = v128.bitselect(xd, winner, f32x4.gt(d, best));
        best = f32x4.max(best, d);
        const gradient = v128.and(v128.load(slope), f32x4.gt(best, zero));
        sum = f32x4.add(sum, gradient);
        productSum = f32x4.add(productSum, f32x4.mul(gradient, winner));
        at += 2 * pixel;
        slope += pixel;
      }
    }
    v128.store(gradientSum + channel, sum);
    v128.store(gradientProductSum + channel, productSum);
  }
}

/**
 * The gradient with respect to x: gradient * a + x * b + c, where `gradient` is the pooled one for the winner of a window above
 * zero, and 0 elsewhere. Written with a border of one pixel, which is left alone.
 */
export function affineReluPoolGradient(
  x: usize,
  scale: usize,
  shift: usize,
  pooledGradient: usize,
  a: usize,
  b: usize,
  c: usize,
  output: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
): void {
  const pixel = <usize>channels * FLOAT;
  const row = <usize>width * pixel;
  const outRow = <usize>(width + 2) * pixel;
  const outImage = outRow * <usize>(height + 2);
  const zero = f32x4.splat(0);
  let slope = pooledGradient;
  for (let image = 0; image < batch; image++) {
    for (let y = 0; y < height; y += 2) {
      let from = x + <usize>(image * height + y) * row;
      let to = output + <usize>image * outImage + <usize>(y + 1) * outRow + pixel;
      for (let column = 0; column < width; column += 2) {
        for (let channel: usize = 0; channel < pixel; channel += 16) {
          const factor = v128.load(scale + channel);
          const offset = v128.load(shift + channel);
          const at = from + channel;
          const x0 = v128.load(at);
          const x1 = v128.load(at + pixel);
          const x2 = v128.load(at + row);
          const x3 = v128.load(at + row + pixel);
          const y0 = f32x4.add(f32x4.mul(x0, factor), offset);
          const y1 = f32x4.add(f32x4.mul(x1, factor), offset);
          const y2 = f32x4.add(f32x4.mul(x2, factor), offset);
          const y3 = f32x4.add(f32x4.mul(x3, factor), offset);
          const best = f32x4.max(f32x4.max(y0, y1), f32x4.max(y2, y3));
          const gradient = f32x4.mul(
            v128.and(v128.load(slope + channel), f32x4.gt(best, zero)),
            v128.load(a + channel),
          );
          const slant = v128.load(b + channel);
          const level = v128.load(c + channel);
          const won0 = f32x4.eq(y0, best);
          const won1 = v128.andnot(f32x4.eq(y1, best), won0);
          const lost2 = v128.or(won0, won1);
          const won2 = v128.andnot(f32x4.eq(y2, best), lost2);
          const won3 = v128.not(v128.or(lost2, won2));
          const target = to + channel;
          v128.store(target, gradientAt(x0, won0, gradient, slant, level));
          v128.store(target + pixel, gradientAt(x1, won1, gradient, slant, level));
          v128.store(target + outRow, gradientAt(x2, won2, gradient, slant, level));
          v128.store(target + outRow + pixel, gradientAt(x3, won3, gradient, slant, level));
        }
        from += 2 * pixel;
        to += 2 * pixel;
        slope += pixel;
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function gradientAt(x: v128, won: v128, gradient: v128, slant: v128, level: v128): v128 {
  return f32x4.add(v128.and(gradient, won), f32x4.add(f32x4.mul(x, slant), level));
}
