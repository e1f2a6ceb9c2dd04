import type { GlobalAttribution } from './attribution-state';
import { ExplainabilityError } from './explainability-error';

/** Below this, the order of what matters has changed: Clarify's default. */
export const ATTRIBUTION_DRIFT_THRESHOLD = 0.9;

/**
 * How much of the baseline's order of importance is left: the normalised discounted cumulative gain, nDCG = DCG / iDCG with DCG = sum of a(f_i) / log2(i + 1),
 * where a is the baseline's attribution and i a feature's rank, from 1: the live rank in DCG, the baseline's own in iDCG. 1 where the order is the same;
 * features that do not matter may swap places freely. A feature that the live attribution lacks ranks last; equal values rank in the baseline's order,
 * so that what did not change is not taken for drift.
 * @returns 0..1; 1 where the baseline knows no feature that matters.
 * @throws ExplainabilityError AttributionsInvalid for a negative or non-finite attribution
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-model-monitor-feature-attribution-drift.html
 */
export function attributionNdcg(baseline: GlobalAttribution, live: GlobalAttribution): number {
  const gains = Object.entries(baseline).map(([name, gain]) => ({ gain: checked(name, gain), live: live[name] ?? -1 }));
  for (const [name, value] of Object.entries(live)) checked(name, value);
  const ideal = gains.sort((one, other) => other.gain - one.gain);
  const idealGain = discounted(ideal);
  if (idealGain === 0) return 1;
  // The sort is stable: equal live values stay in the ideal order.
  return discounted([...ideal].sort((one, other) => other.live - one.live)) / idealGain;
}

const discounted = (ranked: readonly { readonly gain: number }[]): number =>
  ranked.reduce((sum, { gain }, index) => sum + gain / Math.log2(index + 2), 0);

function checked(name: string, value: number): number {
  if (!(value >= 0 && Number.isFinite(value)))
    throw new ExplainabilityError(
      'AttributionsInvalid',
      `The attribution of '${name}' is ${value}: a mean of absolute values is finite and not negative.`,
    );
  return value;
}
