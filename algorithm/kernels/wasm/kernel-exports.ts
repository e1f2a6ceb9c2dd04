/** What `assembly/index.ts` exports: addresses first, in bytes, then sizes. */
export interface KernelExports {
  convolve(
    input: number,
    weights: number,
    output: number,
    batch: number,
    height: number,
    width: number,
    channels: number,
    outChannels: number,
  ): void;
  convolveWeightGradient(
    input: number,
    outputGradient: number,
    weightGradient: number,
    batch: number,
    height: number,
    width: number,
    channels: number,
    outChannels: number,
  ): void;
  channelStatistics(x: number, mean: number, variance: number, rows: number, channels: number): void;
  affineReluPool(
    x: number,
    scale: number,
    shift: number,
    output: number,
    batch: number,
    height: number,
    width: number,
    channels: number,
    padding: number,
  ): void;
  affineReluPoolSums(
    x: number,
    scale: number,
    shift: number,
    pooledGradient: number,
    gradientSum: number,
    gradientProductSum: number,
    batch: number,
    height: number,
    width: number,
    channels: number,
  ): void;
  affineReluPoolGradient(
    x: number,
    scale: number,
    shift: number,
    pooledGradient: number,
    a: number,
    b: number,
    c: number,
    output: number,
    batch: number,
    height: number,
    width: number,
    channels: number,
  ): void;
  dense(
    x: number,
    weights: number,
    bias: number,
    logits: number,
    rows: number,
    features: number,
    classes: number,
  ): void;
  denseGradient(
    x: number,
    weights: number,
    logitGradient: number,
    xGradient: number,
    weightGradient: number,
    biasGradient: number,
    rows: number,
    features: number,
    classes: number,
  ): void;
}
