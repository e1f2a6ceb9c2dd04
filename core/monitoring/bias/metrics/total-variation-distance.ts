import type { BiasMetric } from '../bias-metric';

/** Half of the sum of |P_a - P_d| over the label's values. 0 to 1. */
export const totalVariationDistance: BiasMetric = {
  name: 'TVD',
  description: 'Total Variation Distance (TVD)',
  compute: ({ labelShares }) => ({ value: labelShares.reduce((sum, [a, d]) => sum + Math.abs(a - d), 0) / 2 }),
};
