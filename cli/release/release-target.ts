import type { Target } from '../target/target';

/** What a release works on: a part of a command's target, so that `npm start` can make one too. */
export type ReleaseTarget = Pick<Target, 'environment' | 'clients' | 'outputs'>;
