import { type BiasMetric, ratio } from '../bias-metric';
import type { SideCounts } from '../bias-table';

/** Positive predictive values (precision), of a less of d. -1 to 1. */
export const differenceInAcceptanceRates: BiasMetric = {
  name: 'DAR',
  description: 'Difference in Acceptance Rates (DAR)',
  compute: ({ a, d }) => ({ value: acceptanceRate(a) - acceptanceRate(d) }),
};

const acceptanceRate = ({ truePositives, falsePositives }: SideCounts): number =>
  ratio(truePositives, truePositives + falsePositives);
