/** One convolution: height and width of the image, which its output keeps. Channels in multiples of 4, outChannels of 8. */
export interface ConvolutionShape {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly outChannels: number;
}

/** Images before 2x2 pooling: even height and width, channels in multiples of 4. */
export interface PoolShape {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

export interface DenseShape {
  readonly rows: number;
  /** A multiple of 4. */
  readonly features: number;
  readonly classes: number;
}

/** What the gradient of normalise, ReLU and pool starts from: x, its per-channel affine map, and the pooled gradient. */
export interface PoolGradientInput {
  readonly x: Float32Array;
  readonly scale: Float32Array;
  readonly shift: Float32Array;
  readonly pooledGradient: Float32Array;
}

/**
 * The arithmetic of training and inference on float32 arrays. Images lie as [image][y][x][channel]; "padded" ones have a border of
 * one pixel of zeros, `[height + 2][width + 2]`. Weights of a convolution lie in panels of 8 output channels:
 * `[outChannels / 8][3][3][channels][8]`. Arrays come from `allocate`; no operation allocates.
 */
export interface Kernels {
  readonly name: 'wasm' | 'plain';

  /** A zeroed array that the operations can work on. @throws RangeError beyond the size that the kernels were made for */
  allocate(length: number): Float32Array;

  /** 3x3 convolution, stride 1. @param input padded @param output not padded */
  convolve(shape: ConvolutionShape, input: Float32Array, weights: Float32Array, output: Float32Array): void;

  /** Overwrites `weightGradient`. @param input padded @param outputGradient padded */
  convolveWeightGradient(
    shape: ConvolutionShape,
    input: Float32Array,
    outputGradient: Float32Array,
    weightGradient: Float32Array,
  ): void;

  /** Mean and population variance of every channel of x `[rows][channels]`. */
  channelStatistics(rows: number, x: Float32Array, mean: Float32Array, variance: Float32Array): void;

  /** 2x2 max pool of max(0, x * scale + shift), into an output with a border of `padding` pixels that is left alone. */
  affineReluPool(
    shape: PoolShape,
    x: Float32Array,
    scale: Float32Array,
    shift: Float32Array,
    output: Float32Array,
    padding: 0 | 1,
  ): void;

  /** Per channel: the sum of the gradient before pooling, and of that gradient times x. */
  affineReluPoolSums(
    shape: PoolShape,
    input: PoolGradientInput,
    gradientSum: Float32Array,
    gradientProductSum: Float32Array,
  ): void;

  /** output (padded, border left alone) = a * gradient before pooling + b * x + c, all three per channel. */
  affineReluPoolGradient(
    shape: PoolShape,
    input: PoolGradientInput,
    a: Float32Array,
    b: Float32Array,
    c: Float32Array,
    output: Float32Array,
  ): void;

  /** logits `[rows][classes]` = x `[rows][features]` times the transpose of weights `[classes][features]`, plus bias. */
  dense(shape: DenseShape, x: Float32Array, weights: Float32Array, bias: Float32Array, logits: Float32Array): void;

  /** Overwrites the gradients of x, weights and bias. */
  denseGradient(
    shape: DenseShape,
    x: Float32Array,
    weights: Float32Array,
    logitGradient: Float32Array,
    gradients: { readonly x: Float32Array; readonly weights: Float32Array; readonly bias: Float32Array },
  ): void;
}
