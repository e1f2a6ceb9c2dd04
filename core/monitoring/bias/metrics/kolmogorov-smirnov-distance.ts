import type { BiasMetric } from '../bias-metric';

/** The largest |P_a - P_d| over the label's values. 0 to 1. */
export const kolmogorovSmirnovDistance: BiasMetric = {
  name: 'KS',
  description: 'Kolmogorov-Smirnov Distance (KS)',
  compute: ({ labelShares }) => ({ value: labelShares.reduce((most, [a, d]) => Math.max(most, Math.abs(a - d)), 0) }),
};
