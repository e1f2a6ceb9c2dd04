import type { Scenario } from '../scenario';

/** Not the world has changed but whoever writes it down: a form, a default value, a broken import. */
export const systematicFeatureDrift: Scenario = {
  name: 'systematic-feature-drift',
  meaning: 'Every credit arrives with a duration of 1.',
  features: [{ change: 'set', column: 'duration', to: 1 }],
  answered: [],
};
