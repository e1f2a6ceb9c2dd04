import { type BiasMetric, ratio } from '../bias-metric';
import type { SideCounts } from '../bias-table';

/** Negative predictive values, of d less of a. -1 to 1. */
export const differenceInRejectionRates: BiasMetric = {
  name: 'DRR',
  description: 'Difference in Rejection Rates (DRR)',
  compute: ({ a, d }) => ({ value: rejectionRate(d) - rejectionRate(a) }),
};

const rejectionRate = ({ trueNegatives, falseNegatives }: SideCounts): number =>
  ratio(trueNegatives, trueNegatives + falseNegatives);
