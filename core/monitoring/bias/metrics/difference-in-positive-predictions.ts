import type { BiasMetric } from '../bias-metric';

/** The shares of positive predictions, of a less of d. -1 to 1. */
export const differenceInPositivePredictions: BiasMetric = {
  name: 'DPPL',
  description: 'Difference in Positive Proportions in Predicted Labels (DPPL)',
  compute: ({ a, d }) => ({ value: a.predictedPositives / a.predicted - d.predictedPositives / d.predicted }),
};
