import * as z from 'zod';

/** How batches of images are classified. */
export const batchSchema = z.strictObject({
  imagesPerChild: z.int().min(1).max(100).default(100).describe('images that one invocation of `classify-batch` gets'),
  maxConcurrency: z
    .int()
    .min(1)
    .max(1000)
    .default(10)
    .describe(
      'invocations of `classify-batch` at a time, each with `parallelImages` calls of the endpoint; a new account has ten in all',
    ),
  parallelImages: z.int().min(1).max(99).default(16).describe('images that one invocation works on at a time'),
  toleratedFailurePercentage: z
    .number()
    .min(0)
    .max(100)
    .default(5)
    .describe('how many of a hundred images may fail before the batch is called failed'),
  readBuckets: z
    .array(z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, 'a bucket name'))
    .default([])
    .describe('buckets beside the images bucket that a batch may read'),
});

export type BatchConfiguration = z.infer<typeof batchSchema>;
