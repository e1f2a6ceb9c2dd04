import type { BiasMetric } from '../bias-metric';
import { conditionalDisparity } from '../demographic-disparity';

/** Demographic disparity of the labels, averaged over the groups of the group variable. -1 to 1. */
export const conditionalDisparityInLabels: BiasMetric = {
  name: 'CDDL',
  description: 'Conditional Demographic Disparity in Labels (CDDL)',
  compute: (table) =>
    conditionalDisparity(table, table.groups, ({ labelled, positives }) => ({ rows: labelled, accepted: positives })),
};
