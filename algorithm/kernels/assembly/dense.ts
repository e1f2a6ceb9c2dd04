/**
 * The fully connected layer; `features` is a multiple of 4. Weights: [classes][features].
 */

const FLOAT: usize = 4;

/** logits[row][class] = bias[class] + x[row] . weights[class] */
export function dense(
  x: usize,
  weights: usize,
  bias: usize,
  logits: usize,
  rows: i32,
  features: i32,
  classes: i32,
): void {
  const stride = <usize>features * FLOAT;
  for (let row = 0; row < rows; row++) {
    const from = x + <usize>row * stride;
    for (let label = 0; label < classes; label++) {
      const weight = weights + <usize>label * stride;
      let sum = f32x4.splat(0);
      for (let at: usize = 0; at < stride; at += 16) {
        sum = f32x4.add(sum, f32x4.mul(v128.load(from + at), v128.load(weight + at)));
      }
      const total =
        f32x4.extract_lane(sum, 0) +
        f32x4.extract_lane(sum, 1) +
        (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3));
      store<f32>(logits + <usize>(row * classes + label) * FLOAT, total + load<f32>(bias + <usize>label * FLOAT));
    }
  }
}

/** xGradient = logitGradient weights; weightGradient = logitGradient^T x; biasGradient = sum of logitGradient over rows. */
export function denseGradient(
  x: usize,
  weights: usize,
  logitGradient: usize,
  xGradient: usize,
  weightGradient: usize,
  biasGradient: usize,
  rows: i32,
  features: i32,
  classes: i32,
): void {
  const stride = <usize>features * FLOAT;
  memory.fill(xGradient, 0, <usize>rows * stride);
  memory.fill(weightGradient, 0, <usize>classes * stride);
  memory.fill(biasGradient, 0, <usize>classes * FLOAT);
  for (let row = 0; row < rows; row++) {
    for (let label = 0; label < classes; label++) {
      const slope = load<f32>(logitGradient + <usize>(row * classes + label) * FLOAT);
      const bias = biasGradient + <usize>label * FLOAT;
      store<f32>(bias, load<f32>(bias) + slope);
      const factor = f32x4.splat(slope);
      addScaled(xGradient + <usize>row * stride, weights + <usize>label * stride, factor, stride);
      addScaled(weightGradient + <usize>label * stride, x + <usize>row * stride, factor, stride);
    }
  }
}

// @ts-ignore: decorator
@inline
function addScaled(to: usize, from: usize, factor: v128, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(to + at, f32x4.add(v128.load(to + at), f32x4.mul(v128.load(from + at), factor)));
  }
}
