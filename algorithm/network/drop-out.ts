import type { SeededRandom } from '../../core/seeded-random';

/**
 * Drops each of the first `count` features with a probability and scales the others by 1 / (1 - p), so that inference needs no
 * change (Srivastava et al., 2014). @param mask receives the factors; left alone where the probability is 0
 */
export function dropOut(
  features: Float32Array,
  count: number,
  probability: number,
  random: SeededRandom,
  mask: Float32Array,
): void {
  if (probability === 0) return;
  const kept = 1 / (1 - probability);
  for (let at = 0; at < count; at += 1) {
    const factor = random.fraction() < probability ? 0 : kept;
    mask[at] = factor;
    features[at]! *= factor;
  }
}
