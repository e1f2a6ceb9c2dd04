import * as z from 'zod';

/** What a training job runs on. */
export const trainingSchema = z
  .strictObject({
    image: z
      .enum(['built-in', 'own'])
      .default('built-in')
      .describe(
        '`built-in`: SageMaker’s image-classification algorithm; `own`: the program in `algorithm/`, pushed to the environment’s repository. After a change train and release: the endpoint may pull the configured image only, so the model that still serves cannot scale out',
      ),
    imageTag: z
      .string()
      .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/, 'an image tag such as v1')
      .default('v1')
      .describe('`own`: the image’s tag; tags are immutable, a new image takes a new tag'),
    instanceType: z.string().startsWith('ml.', 'a SageMaker instance type such as ml.m5.large').optional().meta({
      description: 'instance of a training job; by image is `ml.g4dn.xlarge` for `built-in`, `ml.m5.large` for `own`',
      defaultText: 'by image',
    }),
    volumeGb: z.int().min(1).max(16384).default(20).describe('disk of a training job'),
    maxRuntimeSeconds: z.int().min(60).max(432000).default(3600).describe('a job is stopped after this'),
    spot: z.boolean().default(false).describe('spare capacity: up to 90 % cheaper, may be interrupted'),
    maxWaitSeconds: z.int().min(60).max(864000).optional().meta({
      description: 'with `spot`: longest duration of a job, waiting included; not below `maxRuntimeSeconds`',
      defaultText: 'twice the run time',
    }),
    checkpoints: z
      .boolean()
      .default(false)
      .describe('whether jobs keep checkpoints in the models bucket, from which an interrupted job goes on'),
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
