import type { Scenario } from '../scenario';
import { noisyAnswers } from './noisy-answers';

/** Everything a little at once: what an ordinary bad month looks like. */
export const defaultScenario: Scenario = {
  name: 'default',
  meaning: 'Higher amounts, lower savings, and labels that are wrong three times in ten.',
  features: [
    { change: 'add', column: 'amount', amount: { uniform: [0, 10_000], whole: true } },
    { change: 'add', column: 'savings', amount: -1, where: { column: 'savings', above: 1 }, share: 0.3 },
  ],
  answered: noisyAnswers,
};
