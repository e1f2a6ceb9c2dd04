import * as z from 'zod';

/** The lease of an environment's releases, as it lies in S3: one release or rollback at a time. */
export const releaseLeaseSchema = z.object({
  version: z.literal(1),
  state: z.enum(['held', 'released']),
  /** One of each claim: a holder knows its own lease by it. */
  id: z.string().min(1),
  /** Who holds, or held it, for people: user, machine and process. */
  holder: z.string().min(1),
  /** The process that holds it, where another one of the same machine can tell whether it is still there. */
  process: z.object({ machine: z.string(), pid: z.int(), started: z.string().optional() }).optional(),
  /** ISO 8601. */
  claimedAt: z.iso.datetime(),
  /** From here on the lease counts for nothing, whatever became of its holder, who moves it on while it works. ISO 8601. */
  expiresAt: z.iso.datetime(),
});
export type ReleaseLeaseRecord = z.infer<typeof releaseLeaseSchema>;

/** How long a lease lasts that nobody renews: longer than clocks differ and than a request may take. Seconds. */
export const RELEASE_LEASE_SECONDS = 300;
