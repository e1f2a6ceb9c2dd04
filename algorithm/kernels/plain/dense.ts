import type { DenseShape } from '../kernels';

/** See `Kernels.dense`. */
export function dense(
  { rows, features, classes }: DenseShape,
  x: Float32Array,
  weights: Float32Array,
  bias: Float32Array,
  logits: Float32Array,
): void {
  for (let row = 0; row < rows; row += 1) {
    for (let label = 0; label < classes; label += 1) {
      let sum = bias[label]!;
      for (let at = 0; at < features; at += 1) sum += x[row * features + at]! * weights[label * features + at]!;
      logits[row * classes + label] = sum;
    }
  }
}

/** See `Kernels.denseGradient`. */
export function denseGradient(
  { rows, features, classes }: DenseShape,
  x: Float32Array,
  weights: Float32Array,
  logitGradient: Float32Array,
  gradients: { readonly x: Float32Array; readonly weights: Float32Array; readonly bias: Float32Array },
): void {
  gradients.x.fill(0);
  gradients.weights.fill(0);
  gradients.bias.fill(0);
  for (let row = 0; row < rows; row += 1) {
    for (let label = 0; label < classes; label += 1) {
      const slope = logitGradient[row * classes + label]!;
      gradients.bias[label]! += slope;
      for (let at = 0; at < features; at += 1) {
        gradients.x[row * features + at]! += slope * weights[label * features + at]!;
        gradients.weights[label * features + at]! += slope * x[row * features + at]!;
      }
    }
  }
}
