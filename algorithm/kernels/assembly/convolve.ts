/**
 * 3x3 convolution, stride 1, as a matrix product that never builds its left matrix: in a zero-padded image of layout
 * [height + 2][width + 2][channels], the three pixels under one row of the filter lie next to each other, so the patch of an output
 * pixel is three runs of 3 * channels floats, and the patch of its right neighbour starts `channels` floats later.
 *
 * The register tile is 4 pixels x 8 output channels: 8 accumulators of f32x4, fed per step by two loads of weights and four
 * broadcasts of inputs: 16 arithmetic instructions for 6 loads, and 11 of the 16 vector registers of x86-64 in use.
 *
 * Weights lie in panels of 8 output channels: [outChannels / 8][9 * channels][8], so that a step reads 8 adjoining floats.
 */

const FLOAT: usize = 4;
const PANEL: i32 = 8;
const TILE: i32 = 4;

/**
 * output[image][y][x][o] = sum over the patch of input * weight. `width` is at least 4; where it is no multiple of 4, the last
 * tile starts at width - 4 and writes some pixels again, with the same values.
 */
export function convolve(
  input: usize,
  weights: usize,
  output: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outChannels: i32,
): void {
  const inputRow = <usize>((width + 2) * channels) * FLOAT;
  const inputImage = inputRow * <usize>(height + 2);
  const outputRow = <usize>(width * outChannels) * FLOAT;
  const panelBytes = <usize>(9 * channels * PANEL) * FLOAT;
  for (let image = 0; image < batch; image++) {
    for (let panel = 0; panel < outChannels / PANEL; panel++) {
      const panelWeights = weights + <usize>panel * panelBytes;
      for (let y = 0; y < height; y++) {
        const from = input + <usize>image * inputImage + <usize>y * inputRow;
        const to = output + <usize>(image * height + y) * outputRow + <usize>(panel * PANEL) * FLOAT;
        for (let x = 0; x < width; x += TILE) {
          const start = <usize>min(x, width - TILE);
          tile(
            from + start * <usize>channels * FLOAT,
            panelWeights,
            to + start * <usize>outChannels * FLOAT,
            inputRow,
            <usize>channels * FLOAT,
            <usize>outChannels * FLOAT,
          );
        }
      }
    }
  }
}

/** Four adjoining pixels x one panel. Strides in bytes. */
// @ts-ignore: decorator
@inline
function tile(from: usize, weights: usize, to: usize, inputRow: usize, pixel: usize, outputPixel: usize): void {
  let a0 = f32x4.splat(0);
  let a1 = f32x4.splat(0);
  let b0 = f32x4.splat(0);
  let b1 = f32x4.splat(0);
  let c0 = f32x4.splat(0);
  let c1 = f32x4.splat(0);
  let d0 = f32x4.splat(0);
  let d1 = f32x4.splat(0);
  let weight = weights;
  for (let row = 0; row < 3; row++) {
    let at = from + <usize>row * inputRow;
    const end = at + 3 * pixel;
    const second: usize = pixel;
    const third: usize = 2 * pixel;
    const fourth: usize = 3 * pixel;
    while (at < end) {
      const w0 = v128.load(weight);
      const w1 = v128.load(weight, 16);
      const a = v128.load_splat<f32>(at);
      a0 = f32x4.add(a0, f32x4.mul(a, w0));
      a1 = f32x4.add(a1, f32x4.mul(a, w1));
      const b = v128.load_splat<f32>(at + second);
      b0 = f32x4.add(b0, f32x4.mul(b, w0));
      b1 = f32x4.add(b1, f32x4.mul(b, w1));
      const c = v128.load_splat<f32>(at + third);
      c0 = f32x4.add(c0, f32x4.mul(c, w0));
      c1 = f32x4.add(c1, f32x4.mul(c, w1));
      const d = v128.load_splat<f32>(at + fourth);
      d0 = f32x4.add(d0, f32x4.mul(d, w0));
      d1 = f32x4.add(d1, f32x4.mul(d, w1));
      weight += 32;
      at += FLOAT;
    }
  }
  v128.store(to, a0);
  v128.store(to, a1, 16);
  to += outputPixel;
  v128.store(to, b0);
  v128.store(to, b1, 16);
  to += outputPixel;
  v128.store(to, c0);
  v128.store(to, c1, 16);
  to += outputPixel;
  v128.store(to, d0);
  v128.store(to, d1, 16);
}

/**
 * weightGradient[panel][row][4 inputs][8 outputs] = sum over images and pixels of input * outputGradient, in the layout of the
 * weights. The output gradient is zero-padded like the input. The tile is 4 inputs of a patch row x 8 output channels, and the
 * loop runs over the pixels of one image, so that both operands stay in the first-level cache.
 */
export function convolveWeightGradient(
  input: usize,
  outputGradient: usize,
  weightGradient: usize,
  batch: i32,
  height: i32,
  width: i32,
  channels: i32,
  outChannels: i32,
): void {
  const inputRow = <usize>((width + 2) * channels) * FLOAT;
  const gradientRow = <usize>((width + 2) * outChannels) * FLOAT;
  const inputImage = inputRow * <usize>(height + 2);
  const gradientImage = gradientRow * <usize>(height + 2);
  const firstPixel = gradientRow + <usize>outChannels * FLOAT;
  memory.fill(weightGradient, 0, <usize>(9 * channels * outChannels) * FLOAT);
  for (let image = 0; image < batch; image++) {
    for (let panel = 0; panel < outChannels / PANEL; panel++) {
      const gradient = outputGradient + <usize>image * gradientImage + firstPixel + <usize>(panel * PANEL) * FLOAT;
      for (let row = 0; row < 3; row++) {
        const from = input + <usize>image * inputImage + <usize>row * inputRow;
        const to = weightGradient + <usize>((panel * 9 + row * 3) * channels * PANEL) * FLOAT;
        for (let part = 0; part < 3 * channels; part += TILE) {
          gradientTile(
            from + <usize>part * FLOAT,
            gradient,
            to + <usize>(part * PANEL) * FLOAT,
            height,
            width,
            inputRow,
            gradientRow,
            <usize>channels * FLOAT,
            <usize>outChannels * FLOAT,
          );
        }
      }
    }
  }
}

/** Adds one image's share to 4 x 8 weight gradients. Strides in bytes. */
function gradientTile(
  from: usize,
  gradient: usize,
  to: usize,
  height: i32,
  width: i32,
  inputRow: usize,
  gradientRow: usize,
  pixel: usize,
  gradientPixel: usize,
): void {
  let a0 = v128.load(to);
  let a1 = v128.load(to, 16);
  let b0 = v128.load(to, 32);
  let b1 = v128.load(to, 48);
  let c0 = v128.load(to, 64);
  let c1 = v128.load(to, 80);
  let d0 = v128.load(to, 96);
  let d1 = v128.load(to, 112);
  for (let y = 0; y < height; y++) {
    let at = from + <usize>y * inputRow;
    let slope = gradient + <usize>y * gradientRow;
    const end = slope + <usize>width * gradientPixel;
    while (slope < end) {
      const g0 = v128.load(slope);
      const g1 = v128.load(slope, 16);
      const a = v128.load_splat<f32>(at);
      a0 = f32x4.add(a0, f32x4.mul(a, g0));
      a1 = f32x4.add(a1, f32x4.mul(a, g1));
      const b = v128.load_splat<f32>(at, 4);
      b0 = f32x4.add(b0, f32x4.mul(b, g0));
      b1 = f32x4.add(b1, f32x4.mul(b, g1));
      const c = v128.load_splat<f32>(at, 8);
      c0 = f32x4.add(c0, f32x4.mul(c, g0));
      c1 = f32x4.add(c1, f32x4.mul(c, g1));
      const d = v128.load_splat<f32>(at, 12);
      d0 = f32x4.add(d0, f32x4.mul(d, g0));
      d1 = f32x4.add(d1, f32x4.mul(d, g1));
      at += pixel;
      slope += gradientPixel;
    }
  }
  v128.store(to, a0);
  v128.store(to, a1, 16);
  v128.store(to, b0, 32);
  v128.store(to, b1, 48);
  v128.store(to, c0, 64);
  v128.store(to, c1, 80);
  v128.store(to, d0, 96);
  v128.store(to, d1, 112);
}
