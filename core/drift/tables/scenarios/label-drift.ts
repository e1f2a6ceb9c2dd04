import type { Scenario } from '../scenario';

/** The same applicants and the same outcomes, in another mixture. */
export const labelDrift: Scenario = {
  name: 'label-drift',
  meaning: 'Good risks come five times as often.',
  features: [],
  answered: [{ change: 'repeat-rows', times: 5, where: { column: '$label', is: 1 } }],
};
