/**
 * Temperature scaling (Guo et al., 2017) on probabilities: p^(1/T) divided by the sum, which is what dividing the logits by T gives.
 * T above 1 makes the model less sure, below 1 surer; the order never changes. Computed relative to the largest probability, so that
 * a small T cannot make all of them zero.
 * @param probabilities at least one above 0
 * @throws RangeError for a temperature that is not a number above 0
 */
export function calibrate(probabilities: readonly number[], temperature: number): number[] {
  if (!(temperature > 0) || !Number.isFinite(temperature)) {
    throw new RangeError(`The temperature is ${temperature}; it must be a number above 0.`);
  }
  if (temperature === 1) return [...probabilities];
  const largest = Math.max(...probabilities);
  const powers = probabilities.map((probability) => (probability / largest) ** (1 / temperature));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
