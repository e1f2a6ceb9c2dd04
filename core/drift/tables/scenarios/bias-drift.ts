import type { Scenario } from '../scenario';

const FOREIGN = { column: 'foreign_worker', is: 1 };
const NATIVE = { column: 'foreign_worker', is: 2 };
const APPROVED = { column: '$prediction', is: 1 };
const REJECTED = { column: '$prediction', is: 0 };

/** One group is hardly ever approved any more. */
export const biasDrift: Scenario = {
  name: 'bias-drift',
  meaning:
    'Of the foreign workers one is approved and the rejected come five times as often; others are approved ten times as often.',
  features: [],
  answered: [
    { change: 'keep-rows', where: [FOREIGN, APPROVED], count: 1 },
    { change: 'repeat-rows', where: [FOREIGN, REJECTED], times: 5 },
    { change: 'repeat-rows', where: [NATIVE, APPROVED], times: 10 },
  ],
};
