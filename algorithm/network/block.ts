import type { ConvolutionShape, Kernels } from '../kernels/kernels';
import { reversePanels } from './panels';
import type { Parameter } from './parameter';

/** Added to a variance before its root. */
export const VARIANCE_EPSILON = 1e-5;
/** Share of the newest batch in the running mean and variance. */
const RUNNING_SHARE = 0.1;

/** Lengths of the arrays that a block in training needs. */
export function blockArrayLengths({ batch, height, width, channels, outChannels }: ConvolutionShape) {
  const weights = 9 * channels * outChannels;
  const pixels = batch * height * width;
  const paddedPixels = batch * (height + 2) * (width + 2);
  return {
    input: paddedPixels * channels,
    weights,
    weightGradient: weights,
    reversedWeights: weights,
    convolved: pixels * outChannels,
    convolvedGradient: paddedPixels * outChannels,
    pooledGradient: (pixels / 4) * outChannels,
    gamma: outChannels,
    gammaGradient: outChannels,
    beta: outChannels,
    betaGradient: outChannels,
    mean: outChannels,
    variance: outChannels,
    scale: outChannels,
    shift: outChannels,
    productSum: outChannels,
    slant: outChannels,
    level: outChannels,
  };
}

export type BlockArrays = Readonly<Record<keyof ReturnType<typeof blockArrayLengths>, Float32Array>>;

/** 3x3 convolution, batch normalisation (Ioffe and Szegedy, 2015), ReLU, 2x2 max pool: forward and backward for training. */
export class Block {
  readonly runningMean: Float32Array;
  readonly runningVariance: Float32Array;
  readonly parameters: readonly Parameter[];

  constructor(
    private readonly kernels: Kernels,
    private readonly shape: ConvolutionShape,
    readonly arrays: BlockArrays,
  ) {
    this.runningMean = new Float32Array(shape.outChannels);
    this.runningVariance = new Float32Array(shape.outChannels).fill(1);
    arrays.gamma.fill(1);
    this.parameters = [
      { values: arrays.weights, gradient: arrays.weightGradient, decays: true },
      { values: arrays.gamma, gradient: arrays.gammaGradient, decays: false },
      { values: arrays.beta, gradient: arrays.betaGradient, decays: false },
    ];
  }

  /** From `arrays.input` to `output`, which has a border of `padding`; the batch's own statistics normalise. */
  forward(batch: number, output: Float32Array, padding: 0 | 1): void {
    const { kernels, arrays } = this;
    const shape = { ...this.shape, batch };
    kernels.convolve(shape, arrays.input, arrays.weights, arrays.convolved);
    kernels.channelStatistics(batch * shape.height * shape.width, arrays.convolved, arrays.mean, arrays.variance);
    for (let channel = 0; channel < shape.outChannels; channel += 1) {
      const mean = arrays.mean[channel]!;
      const scale = arrays.gamma[channel]! / Math.sqrt(arrays.variance[channel]! + VARIANCE_EPSILON);
      arrays.scale[channel] = scale;
      arrays.shift[channel] = arrays.beta[channel]! - mean * scale;
      this.runningMean[channel]! += RUNNING_SHARE * (mean - this.runningMean[channel]!);
      this.runningVariance[channel]! += RUNNING_SHARE * (arrays.variance[channel]! - this.runningVariance[channel]!);
    }
    kernels.affineReluPool(this.poolShape(batch), arrays.convolved, arrays.scale, arrays.shift, output, padding);
  }

  /**
   * From `arrays.pooledGradient` to the gradients of the parameters and, where given, of the input (not padded).
   *
   * With g the gradient after normalisation, n = batch * height * width, y = gamma * u + beta and u = (x - mean) / sigma:
   * dbeta = sum g, dgamma = sum g u, dx = gamma / sigma * (g - dbeta / n - u * dgamma / n), which is a * g + b * x + c per channel.
   */
  backward(batch: number, inputGradient: Float32Array | undefined): void {
    const { kernels, arrays } = this;
    const shape = { ...this.shape, batch };
    const poolShape = this.poolShape(batch);
    const input = {
      x: arrays.convolved,
      scale: arrays.scale,
      shift: arrays.shift,
      pooledGradient: arrays.pooledGradient,
    };
    kernels.affineReluPoolSums(poolShape, input, arrays.betaGradient, arrays.productSum);
    const count = batch * shape.height * shape.width;
    for (let channel = 0; channel < shape.outChannels; channel += 1) {
      const mean = arrays.mean[channel]!;
      const inverseDeviation = 1 / Math.sqrt(arrays.variance[channel]! + VARIANCE_EPSILON);
      const betaGradient = arrays.betaGradient[channel]!;
      const gammaGradient = (arrays.productSum[channel]! - mean * betaGradient) * inverseDeviation;
      const scale = arrays.scale[channel]!;
      const slant = (-scale * inverseDeviation * gammaGradient) / count;
      arrays.gammaGradient[channel] = gammaGradient;
      arrays.slant[channel] = slant;
      arrays.level[channel] = (-scale * betaGradient) / count - slant * mean;
    }
    const { scale, slant, level, convolvedGradient } = arrays;
    kernels.affineReluPoolGradient(poolShape, input, scale, slant, level, convolvedGradient);
    kernels.convolveWeightGradient(shape, arrays.input, convolvedGradient, arrays.weightGradient);
    if (inputGradient === undefined) return;
    reversePanels(arrays.weights, shape.channels, shape.outChannels, arrays.reversedWeights);
    const reversed = { ...shape, channels: shape.outChannels, outChannels: shape.channels };
    kernels.convolve(reversed, convolvedGradient, arrays.reversedWeights, inputGradient);
  }

  private poolShape(batch: number) {
    return { batch, height: this.shape.height, width: this.shape.width, channels: this.shape.outChannels };
  }
}
