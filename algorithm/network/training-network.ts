import type { SeededRandom } from '../../core/seeded-random';
import type { DenseShape, Kernels } from '../kernels/kernels';
import type { KernelFactory } from '../kernels/load-kernels';
import { allocateArrays, totalLength } from './array-plan';
import { Block, blockArrayLengths } from './block';
import { dropOut } from './drop-out';
import { initialDense, initialFilter } from './initial-weights';
import { BLOCK_TENSORS, blockTensorName, DENSE_BIAS, DENSE_WEIGHTS, type ModelTensors } from './model-tensors';
import { convolutionShapes, featureCount, INPUT_CHANNELS, type NetworkShape } from './network-shape';
import { unpackPanels } from './panels';
import type { Parameter } from './parameter';
import { type BatchScore, logitGradient, scoreBatch, softmax } from './softmax';

export interface TrainingNetworkOptions {
  readonly shape: NetworkShape;
  /** The largest batch. */
  readonly batch: number;
  /** Probability that a penultimate feature is dropped, 0 <= p < 1. */
  readonly dropout: number;
  /** Weight of the target that is spread evenly over all classes, 0 <= s < 1. */
  readonly labelSmoothing: number;
  readonly random: SeededRandom;
  /** Also count the labels among the k most probable classes. */
  readonly topK?: number;
}

/** The network in training: forward and backward over one batch; `parameters` then hold their gradients. */
export class TrainingNetwork {
  readonly parameters: readonly Parameter[];
  readonly blocks: readonly Block[];
  /** Padded images of the batch, to be filled before `step`: `[batch][height + 2][width + 2][4]`. */
  readonly input: Float32Array;
  readonly kernelName: Kernels['name'];
  private readonly kernels: Kernels;
  private readonly dense: ReturnType<typeof denseArrays>;
  private readonly probabilities: Float64Array;
  private readonly features: number;

  constructor(
    factory: KernelFactory,
    private readonly options: TrainingNetworkOptions,
  ) {
    const { shape, batch, random } = options;
    this.features = featureCount(shape);
    const convolutions = convolutionShapes(shape, batch);
    const blockPlans = convolutions.map(blockArrayLengths);
    const densePlan = denseArrayLengths(this.features, shape.classes, batch);
    this.kernels = factory(totalLength([...blockPlans, densePlan]));
    this.kernelName = this.kernels.name;
    const allocate = (length: number): Float32Array => this.kernels.allocate(length);
    this.blocks = convolutions.map((convolution, index) => {
      return new Block(this.kernels, convolution, allocateArrays(blockPlans[index]!, allocate));
    });
    this.dense = denseArrays(densePlan, allocate);
    this.probabilities = new Float64Array(batch * shape.classes);
    this.input = this.blocks[0]!.arrays.input;
    for (const [index, block] of this.blocks.entries()) {
      const inputs = index === 0 ? shape.channels : shape.blockChannels[index - 1]!;
      block.arrays.weights.set(initialFilter(random, inputs, shape.blockChannels[index]!));
    }
    this.dense.weights.set(initialDense(random, this.features, shape.classes));
    this.parameters = [
      ...this.blocks.flatMap((block) => block.parameters),
      { values: this.dense.weights, gradient: this.dense.weightGradient, decays: true },
      { values: this.dense.bias, gradient: this.dense.biasGradient, decays: false },
    ];
  }

  /** Forward and backward over the first `batch` images of `input`; the score is that of the forward pass, dropout included. */
  step(labels: Uint32Array, batch: number): BatchScore {
    const { dense, kernels, options, probabilities } = this;
    const { classes } = options.shape;
    const denseShape: DenseShape = { rows: batch, features: this.features, classes };
    this.forward(batch);
    dropOut(dense.features, batch * this.features, options.dropout, options.random, dense.mask);
    kernels.dense(denseShape, dense.features, dense.weights, dense.bias, dense.logits);
    for (let row = 0; row < batch; row += 1) softmax(dense.logits, row * classes, classes, probabilities);
    logitGradient(probabilities, labels, batch, classes, options.labelSmoothing, dense.logitGradient);
    const lastGradient = this.blocks.at(-1)!.arrays.pooledGradient;
    kernels.denseGradient(denseShape, dense.features, dense.weights, dense.logitGradient, {
      x: lastGradient,
      weights: dense.weightGradient,
      bias: dense.biasGradient,
    });
    if (options.dropout > 0) {
      for (let at = 0; at < batch * this.features; at += 1) lastGradient[at]! *= dense.mask[at]!;
    }
    for (let index = this.blocks.length - 1; index >= 0; index -= 1) {
      this.blocks[index]!.backward(batch, this.blocks[index - 1]?.arrays.pooledGradient);
    }
    return scoreBatch(probabilities, labels, batch, classes, options.topK);
  }

  /** Forward through the blocks alone, which also moves the running statistics. */
  forward(batch: number): void {
    for (const [index, block] of this.blocks.entries()) {
      const next = this.blocks[index + 1];
      if (next === undefined) block.forward(batch, this.dense.features, 0);
      else block.forward(batch, next.arrays.input, 1);
    }
  }

  /** A copy of all weights and running statistics. */
  tensors(): ModelTensors {
    const { shape } = this.options;
    const entries = this.blocks.flatMap((block, index) => {
      const inputs = index === 0 ? shape.channels : shape.blockChannels[index - 1]!;
      const padded = index === 0 ? INPUT_CHANNELS : inputs;
      const values = {
        weights: unpackPanels(block.arrays.weights, inputs, shape.blockChannels[index]!, padded),
        gamma: block.arrays.gamma.slice(),
        beta: block.arrays.beta.slice(),
        mean: block.runningMean.slice(),
        variance: block.runningVariance.slice(),
      };
      return BLOCK_TENSORS.map((tensor) => [blockTensorName(index, tensor), values[tensor]] as const);
    });
    return Object.fromEntries([
      ...entries,
      [DENSE_WEIGHTS, this.dense.weights.slice()],
      [DENSE_BIAS, this.dense.bias.slice()],
    ]);
  }
}

function denseArrayLengths(features: number, classes: number, batch: number) {
  return {
    features: batch * features,
    mask: batch * features,
    weights: classes * features,
    weightGradient: classes * features,
    bias: classes,
    biasGradient: classes,
    logits: batch * classes,
    logitGradient: batch * classes,
  };
}

const denseArrays = (plan: ReturnType<typeof denseArrayLengths>, allocate: (length: number) => Float32Array) =>
  allocateArrays(plan, allocate);
