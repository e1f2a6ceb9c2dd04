import * as z from 'zod';

/** What a training job runs on. */
export const trainingSchema = z
  .strictObject({
    /** `built-in`: SageMaker's image-classification algorithm; `own`: the program in `algorithm/`. */
    image: z.enum(['built-in', 'own']).default('built-in'),
    /** Tag of our image in the environment's repository; tags are immutable, so a new image needs a new tag. */
    imageTag: z
      .string()
      .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/, 'an image tag such as v1')
      .default('v1'),
    /** Default ml.g4dn.xlarge for the built-in image, ml.m5.large for ours. */
    instanceType: z.string().startsWith('ml.', 'a SageMaker instance type such as ml.m5.large').optional(),
    volumeGb: z.int().min(1).max(16384).default(20),
    maxRuntimeSeconds: z.int().min(60).max(432000).default(3600),
    /** Spare capacity: up to 90 % cheaper, may be interrupted. */
    spot: z.boolean().default(false),
    /** With spot: how long the job may take, waiting included. Default twice maxRuntimeSeconds. */
    maxWaitSeconds: z.int().min(60).max(864000).optional(),
    /** Whether the job keeps checkpoints in the models bucket, from which an interrupted job goes on. */
    checkpoints: z.boolean().default(false),
  })
  .refine(({ maxWaitSeconds, spot }) => maxWaitSeconds === undefined || spot, {
    path: ['maxWaitSeconds'],
    error: 'has a meaning with spot only',
  })
  .refine(({ maxWaitSeconds, maxRuntimeSeconds }) => (maxWaitSeconds ?? maxRuntimeSeconds) >= maxRuntimeSeconds, {
    path: ['maxWaitSeconds'],
    error: 'must be at least maxRuntimeSeconds',
  });

export type TrainingConfiguration = z.infer<typeof trainingSchema>;
