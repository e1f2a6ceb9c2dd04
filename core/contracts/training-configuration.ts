import * as z from 'zod';
import { APPROVALS } from './approval';

const instanceType = z.string().startsWith('ml.', 'a SageMaker instance type such as ml.m5.large');
const share = z.number().min(0).max(1);

/** What a candidate has to show on the test split before it is approved. */
const gateSchema = z.strictObject({
  minAccuracy: share
    .default(0.75)
    .describe('a model passes the gate with this accuracy on the test split at least, 0 to 1 …'),
  margin: share
    .default(0.1)
    .describe(
      '… and with so much more than always saying the most frequent class; 0 asks for more, however little. (`local` asks for no more than that, so that a run of few epochs is shown to its end)',
    ),
  targetError: share
    .default(0.02)
    .describe('the recommended threshold keeps the share of errors among accepted images at this at most, 0 to 1'),
});
export type GateConfiguration = z.infer<typeof gateSchema>;

/** What a training job runs on, what starts it, and what its model has to pass. */
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
    instanceType: instanceType.optional().meta({
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
    transformInstanceType: instanceType
      .default('ml.m5.xlarge')
      .describe('on which a candidate answers the validation and test splits before it is registered'),
    maxClassRatio: z
      .number()
      .min(1)
      .default(10)
      .describe(
        'a data set is refused where its largest class has more than so many times the training images of its smallest',
      ),
    gate: gateSchema.prefault({}),
    approval: z
      .enum(APPROVALS)
      .default('rule')
      .describe(
        '`rule`: a model that has passed the gate is approved; `hand`: a person approves of it in the registry',
      ),
    startOnManifest: z
      .boolean()
      .default(false)
      .describe(
        'whether a new `dataset.json` in the images bucket starts a training; trainings that fail then ring an alarm',
      ),
    leaseRetrySeconds: z
      .int()
      .min(1)
      .max(600)
      .default(120)
      .describe(
        'how long a training that waits for the end of another one (as one that a manifest has started does) waits before it looks again; it looks 2,000 times at most, by default for 66 hours',
      ),
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
