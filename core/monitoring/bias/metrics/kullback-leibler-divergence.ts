import type { BiasMetric } from '../bias-metric';

/** Sum of P_a ln(P_a / P_d) over the label's values. 0 to Infinity. The description is Clarify's, spelling included: tools compare it. */
export const kullbackLeiblerDivergence: BiasMetric = {
  name: 'KL',
  description: 'Kullback-Liebler Divergence (KL)',
  compute: ({ labelShares }) => ({ value: relativeEntropy(labelShares) }),
};

/** Of the first distribution relative to the second. */
export const relativeEntropy = (shares: readonly (readonly [number, number])[]): number =>
  shares.reduce((sum, [one, other]) => (one === 0 ? sum : sum + one * Math.log(one / other)), 0);
