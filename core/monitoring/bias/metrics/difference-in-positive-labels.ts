import type { BiasMetric } from '../bias-metric';

/** q_a - q_d, the shares of positive labels. -1 to 1. */
export const differenceInPositiveLabels: BiasMetric = {
  name: 'DPL',
  description: 'Difference in Positive Proportions in Labels (DPL)',
  compute: ({ a, d }) => ({ value: a.positives / a.labelled - d.positives / d.labelled }),
};
