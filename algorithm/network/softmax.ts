import { exponential, logarithm } from '../numbers/exponential';

/** Probabilities of one row of logits: exp(x - max) / sum. Writes to `probabilities` from `at` on. */
export function softmax(logits: Float32Array, at: number, classes: number, probabilities: Float64Array): void {
  let largest = Number.NEGATIVE_INFINITY;
  for (let label = 0; label < classes; label += 1) largest = Math.max(largest, logits[at + label]!);
  let sum = 0;
  for (let label = 0; label < classes; label += 1) {
    const value = exponential(logits[at + label]! - largest);
    probabilities[at + label] = value;
    sum += value;
  }
  for (let label = 0; label < classes; label += 1) probabilities[at + label]! /= sum;
}

/** What a batch cost: the sum of its cross-entropies (natural logarithm) and how many predictions were right. */
export interface BatchScore {
  readonly crossEntropySum: number;
  readonly correct: number;
  /** How many labels were among the k most probable classes; 0 where k was not given. */
  readonly withinTopK: number;
}

/** Cross-entropies are capped here, as a probability may be rounded to 0. */
const SMALLEST_PROBABILITY = 1e-12;

/** Scores rows of probabilities against labels; of equal probabilities the first counts as the larger. */
export function scoreBatch(
  probabilities: Float64Array,
  labels: Uint32Array,
  rows: number,
  classes: number,
  topK = 0,
): BatchScore {
  let crossEntropySum = 0;
  let correct = 0;
  let withinTopK = 0;
  for (let row = 0; row < rows; row += 1) {
    const label = labels[row]!;
    const probability = probabilities[row * classes + label]!;
    let before = 0;
    for (let other = 0; other < classes; other += 1) {
      const rival = probabilities[row * classes + other]!;
      if (rival > probability || (rival === probability && other < label)) before += 1;
    }
    if (before === 0) correct += 1;
    if (before < topK) withinTopK += 1;
    // The comparison is false for NaN, which must reach the caller: it means that training diverged.
    crossEntropySum -= logarithm(probability < SMALLEST_PROBABILITY ? SMALLEST_PROBABILITY : probability);
  }
  return { crossEntropySum, correct, withinTopK };
}

/**
 * Gradient of the mean cross-entropy with respect to the logits: (p - target) / rows, where the target gives `smoothing` of its
 * weight evenly to all classes (Szegedy et al., 2016).
 */
export function logitGradient(
  probabilities: Float64Array,
  labels: Uint32Array,
  rows: number,
  classes: number,
  smoothing: number,
  gradient: Float32Array,
): void {
  for (let row = 0; row < rows; row += 1) {
    for (let label = 0; label < classes; label += 1) {
      const target = (label === labels[row] ? 1 - smoothing : 0) + smoothing / classes;
      gradient[row * classes + label] = (probabilities[row * classes + label]! - target) / rows;
    }
  }
}
