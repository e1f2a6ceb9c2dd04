import { type BiasMetric, ratio } from '../bias-metric';
import type { SideCounts } from '../bias-table';

/** Accuracies, of a less of d. -1 to 1. */
export const accuracyDifference: BiasMetric = {
  name: 'AD',
  description: 'Accuracy Difference (AD)',
  compute: ({ a, d }) => ({ value: accuracy(a) - accuracy(d) }),
};

const accuracy = ({ truePositives, trueNegatives, falsePositives, falseNegatives }: SideCounts): number =>
  ratio(truePositives + trueNegatives, truePositives + trueNegatives + falsePositives + falseNegatives);
