import * as z from 'zod';
import { functionEnvironmentSchema } from '../../core/contracts/function-environment';

const seconds = z
  .string()
  .regex(/^[1-9]\d*$/, 'a number of seconds')
  .transform(Number);

export const environmentSchema = functionEnvironmentSchema.extend({
  /** Bucket of the lease. */
  MODELS_BUCKET: z.string().min(1),
  /** How long a lease lasts that nobody releases: as long as the longest run. Seconds. */
  LEASE_SECONDS: seconds,
  /** How long an execution waits for the lease, where it waits at all. Seconds. */
  WAIT_SECONDS: seconds,
});
/** The variables as the construct sets them: text. */
export type HoldLeaseEnvironment = z.input<typeof environmentSchema>;
