import { type BiasMetric, ratio } from '../bias-metric';
import type { SideCounts } from '../bias-table';

/** True positive rates, of a less of d. -1 to 1. */
export const recallDifference: BiasMetric = {
  name: 'RD',
  description: 'Recall Difference (RD)',
  compute: ({ a, d }) => ({ value: recall(a) - recall(d) }),
};

const recall = ({ truePositives, falseNegatives }: SideCounts): number =>
  ratio(truePositives, truePositives + falseNegatives);
