import { argmax } from '../../inference/argmax';
import { LabelOutsideClasses } from '../evaluation-error';
import { MIN_LIKELIHOOD } from '../metrics/log-loss';

/** A row of the validation split. */
export interface LabelledProbabilities {
  readonly label: number;
  readonly probabilities: readonly number[];
}

/** Temperatures outside are no calibration any more: 20 all but levels the classes, 0.05 all but removes every doubt. */
export const MIN_TEMPERATURE = 0.05;
export const MAX_TEMPERATURE = 20;

export interface TemperatureFit {
  /** 1 unless `fitted` or `at-limit`. */
  readonly temperature: number;
  /**
   * `fitted`: the minimum was found. `at-limit`: it lies beyond the limits, the nearer of which was taken. `all-right`: every row is right,
   * so the likeliest temperature is 0, which would claim certainty on the strength of a few rows. `one-class`: rows of a single class
   * cannot tell calibration from a preference for that class. `no-rows`: nothing to fit.
   */
  readonly outcome: 'fitted' | 'at-limit' | 'all-right' | 'one-class' | 'no-rows';
  readonly rows: number;
}

/** Halvings of an interval of less than 6 (in ln T): the rest is below a double's resolution. */
const HALVINGS = 60;

/**
 * The temperature that makes the labels likeliest (Guo, Pleiss, Sun and Weinberger, On Calibration of Modern Neural Networks, ICML 2017,
 * section 4.2): minimises the mean negative log likelihood of p^(1/T) normalised. In β = 1/T that is convex, with the slope
 * Σ (Σ_k q_k ln p_k - ln p_label), q = p^β normalised; the root of the slope is bracketed by the limits and found by bisection: no starting
 * point, no step size, the same answer every time.
 * @param rows of the validation split; never of the test split
 * @throws LabelOutsideClasses for a label without a probability
 */
export function fitTemperature(rows: readonly LabelledProbabilities[]): TemperatureFit {
  const unfitted = (outcome: TemperatureFit['outcome']): TemperatureFit => ({
    temperature: 1,
    outcome,
    rows: rows.length,
  });
  rows.forEach(checkLabel);
  if (rows.length === 0) return unfitted('no-rows');
  if (rows.every(({ label }) => label === rows[0]!.label)) return unfitted('one-class');
  if (rows.every(({ label, probabilities }) => argmax(probabilities) === label)) return unfitted('all-right');

  const examples = rows.map(({ label, probabilities }) => ({
    label,
    logits: Float64Array.from(probabilities, (probability) => Math.log(Math.max(probability, MIN_LIKELIHOOD))),
  }));
  const slopeAt = (temperature: number): number =>
    examples.reduce((sum, { label, logits }) => sum + slope(label, logits, 1 / temperature), 0);
  if (slopeAt(MAX_TEMPERATURE) >= 0) return { temperature: MAX_TEMPERATURE, outcome: 'at-limit', rows: rows.length };
  if (slopeAt(MIN_TEMPERATURE) <= 0) return { temperature: MIN_TEMPERATURE, outcome: 'at-limit', rows: rows.length };

  let [low, high] = [Math.log(MIN_TEMPERATURE), Math.log(MAX_TEMPERATURE)];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (low + high) / 2;
    if (slopeAt(Math.exp(middle)) > 0) low = middle;
    else high = middle;
  }
  return { temperature: Math.exp((low + high) / 2), outcome: 'fitted', rows: rows.length };
}

function checkLabel({ label, probabilities }: LabelledProbabilities, index: number): void {
  if (Number.isInteger(label) && label >= 0 && label < probabilities.length) return;
  throw new LabelOutsideClasses(`Row ${index}: label ${label} is outside the ${probabilities.length} classes.`);
}

/** The derivative of one row's negative log likelihood by β. */
function slope(label: number, logits: Float64Array, beta: number): number {
  const largest = Math.max(...logits);
  let [weights, weighted] = [0, 0];
  for (const logit of logits) {
    const weight = Math.exp(beta * (logit - largest));
    weights += weight;
    weighted += weight * logit;
  }
  return weighted / weights - logits[label]!;
}
