import * as z from 'zod';

/** How endpoints are evaluated. */
export const evaluationSchema = z.strictObject({
  /** The share of errors among accepted images that the recommended threshold keeps to, 0..1. */
  maxErrorRate: z.number().min(0).max(1).default(0.02),
  /** How long a message waits for an endpoint that is being created or updated before it is given up. Hours. */
  endpointReadyWaitHours: z.number().min(0).max(48).default(4),
  /** Rows of a table in one request, at most; a request keeps to the endpoint's limit of bytes too. */
  rowsPerRequest: z.int().min(1).max(100_000).default(500),
  /** Images asked about at the same time. */
  parallelImages: z.int().min(1).max(256).default(16),
  /** Evaluations at the same time, each a function of its own. */
  maxConcurrency: z.int().min(2).max(100).default(2),
  /** Names of further endpoints that may be evaluated, beside the environment's own. */
  endpoints: z.array(z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9-]{0,62}$/, 'the name of an endpoint')).default([]),
  /** Buckets beside the images bucket that test data may lie in. */
  readBuckets: z.array(z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of a bucket')).default([]),
});
export type EvaluationConfiguration = z.infer<typeof evaluationSchema>;
