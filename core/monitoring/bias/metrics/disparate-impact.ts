import { type BiasMetric, ratio } from '../bias-metric';

/** The shares of positive predictions, of d divided by of a. 0 to Infinity; fair at 1, so the distance from fair is |1 - DI|. */
export const disparateImpact: BiasMetric = {
  name: 'DI',
  description: 'Disparate Impact (DI)',
  compute: ({ a, d }) => ({ value: ratio(d.predictedPositives / d.predicted, a.predictedPositives / a.predicted) }),
  fair: 1,
};
