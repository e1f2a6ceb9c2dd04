import { type BiasMetric, difference, ratio } from '../bias-metric';
import type { SideCounts } from '../bias-table';

/** Negative labels for each negative prediction, of d less of a. */
export const differenceInConditionalRejection: BiasMetric = {
  name: 'DCR',
  description: 'Difference in Conditional Rejection (DCR)',
  compute: ({ a, d }) => ({ value: difference(rejection(d), rejection(a)) }),
};

const rejection = ({ trueNegatives, falsePositives, falseNegatives }: SideCounts): number =>
  ratio(trueNegatives + falsePositives, trueNegatives + falseNegatives);
