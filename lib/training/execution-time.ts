import type { TrainingConfiguration } from '../../core/contracts/training-configuration';
import { MAX_LEASE_WAITS } from '../../core/contracts/training-lease';
import { TRANSFORM_SECONDS } from './transform-job';

/** Starting the instance and loading the data come on top of a job's own run time. */
export const OVERHEAD_SECONDS = 3600;

/**
 * Everything but the jobs themselves, with every retry of every kind used up and every attempt run to its time-out: claim, two checks of the
 * lease and release 4 x 519 s, prepare 3,489 s, judge 6,789 s, four short calls of 422 s, and waiting for instances twice 1,922 s. A test does the sum.
 */
const FUNCTIONS_AND_WAITS_SECONDS = 19_800;

/**
 * Longest that an execution of `TrainModel` or `TrainTable` can take once it holds the lease; how long the lease lasts. Seconds.
 * @param jobSeconds longest that its training job can take
 */
export const executionSeconds = (jobSeconds: number): number =>
  jobSeconds + OVERHEAD_SECONDS + TRANSFORM_SECONDS + FUNCTIONS_AND_WAITS_SECONDS;

/** Longest that an execution waits for the lease where it waits at all. Seconds. */
export const leaseWaitSeconds = ({ leaseRetrySeconds }: TrainingConfiguration): number =>
  MAX_LEASE_WAITS * leaseRetrySeconds;
