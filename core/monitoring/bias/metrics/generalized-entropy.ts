import type { BiasMetric } from '../bias-metric';

/**
 * Inequality of the benefits b = prediction - label + 1 over all rows, generalised entropy of order 2: the mean of ((b / mean b)^2 - 1) / 2. 0 to
 * Infinity; every row has the same benefit at 0.
 */
export const generalizedEntropy: BiasMetric = {
  name: 'GE',
  description: 'Generalized Entropy (GE)',
  compute: ({ a, d }) => {
    const twos = a.falsePositives + d.falsePositives;
    const zeros = a.falseNegatives + d.falseNegatives;
    const ones = a.truePositives + d.truePositives + a.trueNegatives + d.trueNegatives;
    const rows = zeros + ones + twos;
    const mean = (ones + 2 * twos) / rows;
    if (mean === 0) return { error: 'Every row is a false negative: there is no benefit to be shared' };
    return { value: ((ones + 4 * twos) / (mean * mean) - rows) / (2 * rows) };
  },
};
