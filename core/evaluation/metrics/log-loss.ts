/** Probabilities are taken as at least this, so that one row that the model held impossible does not make the mean infinite. */
export const MIN_LIKELIHOOD = 1e-15;

/**
 * Mean negative log likelihood of the labels, natural logarithm: -Σ ln p(label) / n (I. J. Good, J. R. Stat. Soc. B 14, 1952). Guessing
 * evenly among k classes gives ln k.
 * @param likelihoods the probability that each row's label was given, 0..1; at least one
 */
export function logLoss(likelihoods: readonly number[]): number {
  const clipped = likelihoods.map((likelihood) => Math.min(1, Math.max(MIN_LIKELIHOOD, likelihood)));
  return clipped.reduce((sum, likelihood) => sum - Math.log(likelihood), 0) / clipped.length;
}
