export { convolve, convolveWeightGradient } from './convolve';
export { dense, denseGradient } from './dense';
export { affineReluPool, affineReluPoolGradient, affineReluPoolSums, channelStatistics } from './normalise-pool';
