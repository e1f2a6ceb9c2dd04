import type { Scenario } from '../scenario';
import { noisyAnswers } from './noisy-answers';

/** The same applicants; what becomes of them is another. */
export const conceptDrift: Scenario = {
  name: 'concept-drift',
  meaning: 'Small credits, up to 1,000, are no longer paid back.',
  features: [],
  answered: [...noisyAnswers, { change: 'set', column: '$label', to: 0, where: { column: 'amount', atMost: 1000 } }],
};
