import type { ConvolutionShape } from '../kernels';

const PANEL = 8;

/** 3x3 convolution, written as the definition reads; sums in double precision, rounded once. See `Kernels.convolve`. */
export function convolve(
  shape: ConvolutionShape,
  input: Float32Array,
  weights: Float32Array,
  output: Float32Array,
): void {
  const { batch, height, width, channels, outChannels } = shape;
  const inputRow = (width + 2) * channels;
  const run = 3 * channels;
  for (let image = 0; image < batch; image += 1) {
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const patch = (image * (height + 2) + y) * inputRow + x * channels;
        const to = ((image * height + y) * width + x) * outChannels;
        for (let out = 0; out < outChannels; out += 1) {
          let weight = Math.floor(out / PANEL) * 9 * channels * PANEL + (out % PANEL);
          let sum = 0;
          for (let row = 0; row < 3; row += 1) {
            const from = patch + row * inputRow;
            for (let at = from; at < from + run; at += 1) {
              sum += input[at]! * weights[weight]!;
              weight += PANEL;
            }
          }
          output[to + out] = sum;
        }
      }
    }
  }
}

/** See `Kernels.convolveWeightGradient`. */
export function convolveWeightGradient(
  shape: ConvolutionShape,
  input: Float32Array,
  outputGradient: Float32Array,
  weightGradient: Float32Array,
): void {
  const { batch, height, width, channels, outChannels } = shape;
  const inputRow = (width + 2) * channels;
  const gradientRow = (width + 2) * outChannels;
  const patchSize = 9 * channels;
  for (let out = 0; out < outChannels; out += 1) {
    for (let element = 0; element < patchSize; element += 1) {
      const row = Math.floor(element / (3 * channels));
      let sum = 0;
      for (let image = 0; image < batch; image += 1) {
        for (let y = 0; y < height; y += 1) {
          let from = (image * (height + 2) + y + row) * inputRow + (element - row * 3 * channels);
          let slope = (image * (height + 2) + y + 1) * gradientRow + outChannels + out;
          for (let x = 0; x < width; x += 1) {
            sum += input[from]! * outputGradient[slope]!;
            from += channels;
            slope += outChannels;
          }
        }
      }
      weightGradient[(Math.floor(out / PANEL) * patchSize + element) * PANEL + (out % PANEL)] = sum;
    }
  }
}
