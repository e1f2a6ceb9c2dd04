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
  const entries = Object.entries(baseline);
  for (const side of [baseline, live]) for (const [name, value] of Object.entries(side)) check(name, value);
  return orderNdcg(
    entries.map(([, gain]) => gain),
    entries.map(([name]) => live[name] ?? -1),
  );
}

/** The same of attributions in one order of the features, none of them negative; -1 for a feature that the live ones lack. */
export function orderNdcg(baseline: ArrayLike<number>, live: ArrayLike<number>): number {
  const ideal = Array.from({ length: baseline.length }, (_, at) => at).sort(
    (one, other) => baseline[other]! - baseline[one]!,
  );
  const idealGain = discounted(ideal, baseline);
  if (idealGain === 0) return 1;
  // The sort is stable: equal live values stay in the ideal order.
  return (
    discounted(
      [...ideal].sort((one, other) => live[other]! - live[one]!),
      baseline,
    ) / idealGain
  );
}

function discounted(ranked: readonly number[], gains: ArrayLike<number>): number {
  let sum = 0;
  for (let rank = 0; rank < ranked.length; rank += 1) sum += gains[ranked[rank]!]! / Math.log2(rank + 2);
  return sum;
}

function check(name: string, value: number): void {
  if (!(value >= 0 && Number.isFinite(value)))
    throw new ExplainabilityError(
      'AttributionsInvalid',
      `The attribution of '${name}' is ${value}: a mean of absolute values is finite and not negative.`,
    );
}
