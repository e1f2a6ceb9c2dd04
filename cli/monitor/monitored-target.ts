import type { Target } from '../target/target';

/** What monitors work on: a part of a command's target, so that `npm start` can make one too. */
export type MonitoredTarget = Pick<Target, 'environment' | 'clients' | 'outputs'>;
