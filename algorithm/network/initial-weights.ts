import type { SeededRandom } from '../../core/seeded-random';
import { INPUT_CHANNELS } from './network-shape';
import { packPanels } from './panels';

/**
 * Uniform in +-sqrt(6 / fan-in), which keeps the variance through ReLU layers (He et al., 2015, in its uniform form: it needs no
 * logarithm, so it is the same everywhere). In the kernels' panels.
 */
export function initialFilter(random: SeededRandom, inputs: number, outputs: number): Float32Array {
  const bound = Math.sqrt(6 / (9 * inputs));
  const weights = Float32Array.from({ length: 9 * inputs * outputs }, () => random.between(-bound, bound));
  return packPanels(weights, inputs, outputs, Math.max(inputs, INPUT_CHANNELS));
}

/** The last layer starts small (Glorot and Bengio, 2010), so that the first predictions are near even. */
export function initialDense(random: SeededRandom, features: number, classes: number): Float32Array {
  const bound = Math.sqrt(6 / (features + classes));
  return Float32Array.from({ length: features * classes }, () => random.between(-bound, bound));
}
