import { type BiasMetric, difference, ratio } from '../bias-metric';
import type { SideCounts } from '../bias-table';

/** False negatives for each false positive, of d less of a. */
export const treatmentEquality: BiasMetric = {
  name: 'TE',
  description: 'Treatment Equality (TE)',
  compute: ({ a, d }) => ({ value: difference(treatment(d), treatment(a)) }),
};

const treatment = ({ falseNegatives, falsePositives }: SideCounts): number => ratio(falseNegatives, falsePositives);
