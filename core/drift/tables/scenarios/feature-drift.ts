import type { Scenario } from '../scenario';
import { noisyAnswers } from './noisy-answers';

/** Applicants have changed. */
export const featureDrift: Scenario = {
  name: 'feature-drift',
  meaning: 'Credits run longer, by two standard deviations.',
  features: [{ change: 'add', column: 'duration', amount: { standardDeviations: 2, whole: true } }],
  answered: noisyAnswers,
};
