import { type BiasMetric, ratio } from '../bias-metric';
import type { SideCounts } from '../bias-table';

/** True negative rates, of d less of a. -1 to 1. */
export const specificityDifference: BiasMetric = {
  name: 'SD',
  description: 'Specificity Difference (SD)',
  compute: ({ a, d }) => ({ value: specificity(d) - specificity(a) }),
};

const specificity = ({ trueNegatives, falsePositives }: SideCounts): number =>
  ratio(trueNegatives, trueNegatives + falsePositives);
