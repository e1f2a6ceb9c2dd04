import * as z from 'zod';

/** The lease of a model group, as it lies in S3: one run at a time. */
export const trainingLeaseSchema = z.object({
  version: z.literal(1),
  state: z.enum(['held', 'released']),
  /** ARN of the execution that holds, or held it. */
  holder: z.string().min(1),
  /** ISO 8601. */
  claimedAt: z.iso.datetime(),
  /** From here on the lease counts for nothing, whatever became of its holder. ISO 8601. */
  expiresAt: z.iso.datetime(),
});
export type TrainingLease = z.infer<typeof trainingLeaseSchema>;

/**
 * So often an execution tries to claim the lease that waits for another's end. Each time is nine events (task: entered, scheduled, started, succeeded, exited;
 * choice and wait: entered, exited), and an execution has at most 25,000.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export const MAX_LEASE_WAITS = 2_000;

/** What the function `hold-lease` is asked: to claim at the beginning of a run, to release at each of its ends. */
export const holdLeaseEventSchema = z.discriminatedUnion('action', [
  z.object({
    action: z.literal('claim'),
    holder: z.string().startsWith('arn:'),
    /** The execution's input as it was given: with `"whenBusy": "wait"` it is told that the lease is not free, instead of failing. */
    input: z.unknown().optional(),
    /** Of the execution, ISO 8601. */
    startedAt: z.iso.datetime().optional(),
  }),
  z.object({
    action: z.literal('release'),
    holder: z.string().startsWith('arn:'),
    /** What a state's Catch gave, of a run that failed. */
    caught: z.object({ Error: z.string(), Cause: z.string().default('') }).optional(),
  }),
]);
export type HoldLeaseEvent = z.infer<typeof holdLeaseEventSchema>;
