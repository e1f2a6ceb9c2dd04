import type { BiasMetric } from '../bias-metric';

/** The root of the sum of (P_a - P_d)^2 over the label's values. 0 to the root of 2. */
export const lpNorm: BiasMetric = {
  name: 'LP',
  description: 'L-p Norm (LP)',
  compute: ({ labelShares }) => ({
    value: Math.sqrt(labelShares.reduce((sum, [a, d]) => sum + (a - d) * (a - d), 0)),
  }),
};
