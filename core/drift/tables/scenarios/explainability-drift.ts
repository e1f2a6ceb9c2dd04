import type { Scenario } from '../scenario';
import { noisyAnswers } from './noisy-answers';

/** The model decides by other features than before. */
export const explainabilityDrift: Scenario = {
  name: 'explainability-drift',
  meaning: 'Longer credits, lower savings, and hardly anyone without an account in good standing.',
  features: [
    { change: 'add', column: 'duration', amount: { standardDeviations: 2, whole: true } },
    { change: 'add', column: 'savings', amount: -1, where: { column: 'savings', above: 1 }, share: 0.8 },
    { change: 'set', column: 'status', to: 4, where: { column: 'status', below: 3 } },
  ],
  answered: noisyAnswers,
};
