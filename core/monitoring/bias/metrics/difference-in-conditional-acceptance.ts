import { type BiasMetric, difference, ratio } from '../bias-metric';
import type { SideCounts } from '../bias-table';

/** Positive labels for each positive prediction, of a less of d. */
export const differenceInConditionalAcceptance: BiasMetric = {
  name: 'DCA',
  description: 'Difference in Conditional Acceptance (DCA)',
  compute: ({ a, d }) => ({ value: difference(acceptance(a), acceptance(d)) }),
};

const acceptance = ({ truePositives, falseNegatives, falsePositives }: SideCounts): number =>
  ratio(truePositives + falseNegatives, truePositives + falsePositives);
