import type { BiasMetric } from '../bias-metric';
import { conditionalDisparity } from '../demographic-disparity';

/** Demographic disparity of the predictions, averaged over the groups of the group variable. -1 to 1. */
export const conditionalDisparityInPredictions: BiasMetric = {
  name: 'CDDPL',
  description: 'Conditional Demographic Disparity in Predicted Labels (CDDPL)',
  compute: (table) =>
    conditionalDisparity(table, table.groups, ({ predicted, predictedPositives }) => ({
      rows: predicted,
      accepted: predictedPositives,
    })),
};
