import type { ConvolutionShape, DenseShape, Kernels, PoolGradientInput, PoolShape } from '../kernels';
import type { KernelExports } from './kernel-exports';

const PAGE_BYTES = 65_536;
/** Arrays begin on a cache line. */
const ALIGNMENT_BYTES = 64;
/** Room for the alignment of this many arrays on top of their lengths. */
const MAX_ARRAYS = 1024;

/** The kernels compiled from `assembly/`: WebAssembly with 128-bit SIMD. Same bytes on every platform. */
export class WasmKernels implements Kernels {
  readonly name = 'wasm';
  private readonly memory: WebAssembly.Memory;
  private readonly run: KernelExports;
  private top = ALIGNMENT_BYTES;

  /**
   * @param module the compiled kernels
   * @param floats how many floats all arrays together will hold. The memory has its final size from the start: growing it would
   *   detach every array handed out before.
   */
  constructor(module: WebAssembly.Module, floats: number) {
    const bytes = floats * 4 + (MAX_ARRAYS + 1) * ALIGNMENT_BYTES;
    const pages = Math.ceil(bytes / PAGE_BYTES);
    this.memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const instance = new WebAssembly.Instance(module, { env: { memory: this.memory } });
    this.run = instance.exports as unknown as KernelExports;
  }

  allocate(length: number): Float32Array {
    const start = this.top;
    const end = start + length * 4;
    if (end > this.memory.buffer.byteLength) {
      throw new RangeError(`The kernels' memory of ${this.memory.buffer.byteLength} bytes is full.`);
    }
    this.top = Math.ceil(end / ALIGNMENT_BYTES) * ALIGNMENT_BYTES;
    return new Float32Array(this.memory.buffer, start, length);
  }

  convolve(shape: ConvolutionShape, input: Float32Array, weights: Float32Array, output: Float32Array): void {
    const { batch, height, width, channels, outChannels } = shape;
    this.run.convolve(at(input), at(weights), at(output), batch, height, width, channels, outChannels);
  }

  convolveWeightGradient(
    shape: ConvolutionShape,
    input: Float32Array,
    outputGradient: Float32Array,
    weightGradient: Float32Array,
  ): void {
    const { batch, height, width, channels, outChannels } = shape;
    const arrays = [at(input), at(outputGradient), at(weightGradient)] as const;
    this.run.convolveWeightGradient(...arrays, batch, height, width, channels, outChannels);
  }

  channelStatistics(rows: number, x: Float32Array, mean: Float32Array, variance: Float32Array): void {
    this.run.channelStatistics(at(x), at(mean), at(variance), rows, mean.length);
  }

  affineReluPool(
    { batch, height, width, channels }: PoolShape,
    x: Float32Array,
    scale: Float32Array,
    shift: Float32Array,
    output: Float32Array,
    padding: 0 | 1,
  ): void {
    this.run.affineReluPool(at(x), at(scale), at(shift), at(output), batch, height, width, channels, padding);
  }

  affineReluPoolSums(
    { batch, height, width, channels }: PoolShape,
    { x, scale, shift, pooledGradient }: PoolGradientInput,
    gradientSum: Float32Array,
    gradientProductSum: Float32Array,
  ): void {
    const inputs = [at(x), at(scale), at(shift), at(pooledGradient)] as const;
    this.run.affineReluPoolSums(...inputs, at(gradientSum), at(gradientProductSum), batch, height, width, channels);
  }

  affineReluPoolGradient(
    { batch, height, width, channels }: PoolShape,
    { x, scale, shift, pooledGradient }: PoolGradientInput,
    a: Float32Array,
    b: Float32Array,
    c: Float32Array,
    output: Float32Array,
  ): void {
    const inputs = [at(x), at(scale), at(shift), at(pooledGradient)] as const;
    this.run.affineReluPoolGradient(...inputs, at(a), at(b), at(c), at(output), batch, height, width, channels);
  }

  dense(shape: DenseShape, x: Float32Array, weights: Float32Array, bias: Float32Array, logits: Float32Array): void {
    this.run.dense(at(x), at(weights), at(bias), at(logits), shape.rows, shape.features, shape.classes);
  }

  denseGradient(
    { rows, features, classes }: DenseShape,
    x: Float32Array,
    weights: Float32Array,
    logitGradient: Float32Array,
    gradients: { readonly x: Float32Array; readonly weights: Float32Array; readonly bias: Float32Array },
  ): void {
    const outputs = [at(gradients.x), at(gradients.weights), at(gradients.bias)] as const;
    this.run.denseGradient(at(x), at(weights), at(logitGradient), ...outputs, rows, features, classes);
  }
}

/** Address of an array in the kernels' memory. */
const at = (array: Float32Array): number => array.byteOffset;
