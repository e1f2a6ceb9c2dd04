import type { BiasMetric } from '../bias-metric';

/** (n_a - n_d) / (n_a + n_d) over labelled rows: whether the facet is rare in the data. -1 to 1. */
export const classImbalance: BiasMetric = {
  name: 'CI',
  description: 'Class Imbalance (CI)',
  isOfSizes: true,
  compute: ({ a, d }) => ({ value: (a.labelled - d.labelled) / (a.labelled + d.labelled) }),
};
