import type { Kernels } from '../kernels';
import { convolve, convolveWeightGradient } from './convolve';
import { dense, denseGradient } from './dense';
import { affineReluPool, affineReluPoolGradient, affineReluPoolSums, channelStatistics } from './normalise-pool';

/** The kernels in plain TypeScript: what runs where WebAssembly SIMD does not, and what the compiled ones are tested against. */
export const plainKernels: Kernels = {
  name: 'plain',
  allocate: (length) => new Float32Array(length),
  convolve,
  convolveWeightGradient,
  channelStatistics,
  affineReluPool,
  affineReluPoolSums,
  affineReluPoolGradient,
  dense,
  denseGradient,
};
