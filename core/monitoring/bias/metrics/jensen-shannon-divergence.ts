import type { BiasMetric } from '../bias-metric';
import { relativeEntropy } from './kullback-leibler-divergence';

/** Half of KL(P_a, P) + KL(P_d, P), where P is the mean of both. 0 to ln 2. */
export const jensenShannonDivergence: BiasMetric = {
  name: 'JS',
  description: 'Jensen-Shannon Divergence (JS)',
  compute: ({ labelShares }) => {
    const toMean = (side: 0 | 1): number =>
      relativeEntropy(labelShares.map((shares) => [shares[side], (shares[0] + shares[1]) / 2] as const));
    return { value: (toMean(0) + toMean(1)) / 2 };
  },
};
