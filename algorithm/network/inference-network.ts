import type { Kernels } from '../kernels/kernels';
import type { KernelFactory } from '../kernels/load-kernels';
import { allocateArrays, totalLength } from './array-plan';
import { VARIANCE_EPSILON } from './block';
import { type BlockTensor, blockTensorName, DENSE_BIAS, DENSE_WEIGHTS, type ModelTensors } from './model-tensors';
import { convolutionShapes, featureCount, INPUT_CHANNELS, type NetworkShape } from './network-shape';
import { packPanels } from './panels';
import { softmax } from './softmax';

/** The network as it serves: batch normalisation is folded into one scale and shift per channel. */
export class InferenceNetwork {
  /** Padded images to be filled before `run`: `[batch][height + 2][width + 2][4]`. */
  readonly input: Float32Array;
  /** Penultimate features of the last run: `[batch][features]`. */
  readonly features: Float32Array;
  /** Probabilities of the last run: `[batch][classes]`. */
  readonly probabilities: Float64Array;
  readonly kernelName: Kernels['name'];
  private readonly kernels: Kernels;
  private readonly blocks: readonly Record<keyof ReturnType<typeof blockLengths>, Float32Array>[];
  private readonly dense: Record<keyof ReturnType<typeof denseLengths>, Float32Array>;
  private readonly convolutions: ReturnType<typeof convolutionShapes>;

  /** @param batch the largest number of images at once */
  constructor(
    factory: KernelFactory,
    readonly shape: NetworkShape,
    readonly batch: number,
  ) {
    this.convolutions = convolutionShapes(shape, batch);
    const blockPlans = this.convolutions.map(blockLengths);
    const densePlan = denseLengths(featureCount(shape), shape.classes, batch);
    this.kernels = factory(totalLength([...blockPlans, densePlan]));
    this.kernelName = this.kernels.name;
    const allocate = (length: number): Float32Array => this.kernels.allocate(length);
    this.blocks = blockPlans.map((plan) => allocateArrays(plan, allocate));
    this.dense = allocateArrays(densePlan, allocate);
    this.input = this.blocks[0]!.input;
    this.features = this.dense.features;
    this.probabilities = new Float64Array(batch * shape.classes);
  }

  /** Takes over a model's weights. */
  load(tensors: ModelTensors): void {
    for (const [index, block] of this.blocks.entries()) {
      const { channels, outChannels } = this.convolutions[index]!;
      const tensor = (name: BlockTensor): Float32Array => tensors[blockTensorName(index, name)]!;
      const inputs = index === 0 ? this.shape.channels : channels;
      block.weights.set(packPanels(tensor('weights'), inputs, outChannels, index === 0 ? INPUT_CHANNELS : channels));
      const { scale, shift } = foldNormalisation(tensor);
      block.scale.set(scale);
      block.shift.set(shift);
    }
    this.dense.weights.set(tensors[DENSE_WEIGHTS]!);
    this.dense.bias.set(tensors[DENSE_BIAS]!);
  }

  /** From the first `batch` images of `input` to `features` and `probabilities`. */
  run(batch: number): void {
    const { kernels, dense, shape } = this;
    for (const [index, block] of this.blocks.entries()) {
      const convolution = { ...this.convolutions[index]!, batch };
      const { height, width, outChannels: channels } = convolution;
      const next = this.blocks[index + 1];
      const output = next === undefined ? dense.features : next.input;
      kernels.convolve(convolution, block.input, block.weights, block.convolved);
      const poolShape = { batch, height, width, channels };
      const padding = next === undefined ? 0 : 1;
      kernels.affineReluPool(poolShape, block.convolved, block.scale, block.shift, output, padding);
    }
    const denseShape = { rows: batch, features: featureCount(shape), classes: shape.classes };
    kernels.dense(denseShape, dense.features, dense.weights, dense.bias, dense.logits);
    for (let row = 0; row < batch; row += 1) {
      softmax(dense.logits, row * shape.classes, shape.classes, this.probabilities);
    }
  }
}

/** y = x * scale + shift, in place of gamma * (x - mean) / sqrt(variance + epsilon) + beta. */
export function foldNormalisation(tensor: (name: BlockTensor) => Float32Array): {
  readonly scale: Float32Array;
  readonly shift: Float32Array;
} {
  const scale = tensor('gamma').map(
    (gamma, channel) => gamma / Math.sqrt(tensor('variance')[channel]! + VARIANCE_EPSILON),
  );
  const shift = tensor('beta').map((beta, channel) => beta - tensor('mean')[channel]! * scale[channel]!);
  return { scale, shift };
}

function blockLengths({ batch, height, width, channels, outChannels }: ReturnType<typeof convolutionShapes>[number]) {
  return {
    input: batch * (height + 2) * (width + 2) * channels,
    weights: 9 * channels * outChannels,
    convolved: batch * height * width * outChannels,
    scale: outChannels,
    shift: outChannels,
  };
}

function denseLengths(features: number, classes: number, batch: number) {
  return { features: batch * features, weights: classes * features, bias: classes, logits: batch * classes };
}
