import * as z from 'zod';

/** How endpoints are evaluated. */
export const evaluationSchema = z.strictObject({
  maxErrorRate: z
    .number()
    .min(0)
    .max(1)
    .default(0.02)
    .describe('share of errors among accepted images that an evaluation’s recommended threshold keeps to'),
  endpointReadyWaitHours: z
    .number()
    .min(0)
    .max(48)
    .default(4)
    .describe('how long an evaluation waits for an endpoint that is being created or updated'),
  rowsPerRequest: z.int().min(1).max(100_000).default(500).describe('rows of a table in one request, at most'),
  parallelImages: z.int().min(1).max(256).default(16).describe('images that an evaluation asks about at a time'),
  maxConcurrency: z.int().min(2).max(100).default(2).describe('evaluations at a time, each a function of its own'),
  endpoints: z
    .array(z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9-]{0,62}$/, 'the name of an endpoint'))
    .default([])
    .describe('names of further endpoints that may be evaluated, beside the environment’s own'),
  readBuckets: z
    .array(z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'the name of a bucket'))
    .default([])
    .describe(
      'buckets beside the images bucket that test data may lie in; encrypted with a key of its own such a bucket is not readable',
    ),
});
export type EvaluationConfiguration = z.infer<typeof evaluationSchema>;
