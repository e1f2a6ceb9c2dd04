import type { BiasMetric } from '../bias-metric';

/** Rows of d accepted against their neighbours in a, less those rejected against them, over the rows of d. -1 to 1. */
export const flipTest: BiasMetric = {
  name: 'FT',
  description: 'Flip Test (FT)',
  compute: ({ flips }) =>
    flips === undefined
      ? { error: 'The flip test needs the features of the rows' }
      : {
          value: (flips.acceptedButNeighboursNot - flips.rejectedButNeighboursNot) / flips.disadvantaged,
        },
};
