import * as z from 'zod';

const SERVERLESS_MEMORY_MB = [1024, 2048, 3072, 4096, 5120, 6144] as const;

/** How a new model takes over from the old one, on instances. */
const deploymentSchema = z.strictObject({
  /** The canary is one instance; both strategies go back to the old fleet when an alarm rings while they bake. */
  strategy: z
    .enum(['all-at-once', 'canary'])
    .default('all-at-once')
    .describe(
      'how a new model takes over; `canary` sends one instance’s share of the traffic first and needs `minInstances` of 2 or more',
    ),
  /**
   * Seconds. An alarm rings on errors in two periods of a minute, and metrics arrive up to a minute late: what bakes for less than three minutes is
   * not watched at all.
   */
  bakeSeconds: z
    .int()
    .min(180)
    .max(3600)
    .default(300)
    .describe('how long the alarms watch a new model before the old one goes, and a canary before the rest follows'),
});

const MODE =
  '`realtime`: instances; `serverless`: no idle cost, requests up to 4 MB, no capture by the endpoint (the workflow writes that of images; rows of tables have none, and so no monitors), and no second fleet to shift traffic to';

const realtimeSchema = z
  .strictObject({
    mode: z.literal('realtime').describe(MODE),
    instanceType: z
      .string()
      .startsWith('ml.', 'a SageMaker instance type such as ml.m5.xlarge')
      .default('ml.m5.xlarge')
      .describe('instance of the endpoint'),
    minInstances: z.int().min(1).max(100).default(1).describe('instances at least'),
    maxInstances: z.int().min(1).max(100).default(2).describe('instances at most; not below `minInstances`'),
    targetInvocationsPerMinute: z
      .int()
      .min(1)
      .default(1000)
      .describe('load of an instance above which scaling adds one'),
    deployment: deploymentSchema.prefault({}),
  })
  .refine(({ minInstances, maxInstances }) => maxInstances >= minInstances, {
    path: ['maxInstances'],
    error: 'must be at least minInstances',
  })
  // The canary's share is one instance, and SageMaker allows a canary at most half of the fleet.
  .refine(({ minInstances, deployment }) => deployment.strategy !== 'canary' || minInstances >= 2, {
    path: ['deployment', 'strategy'],
    error: 'a canary needs minInstances of 2 or more; with one instance use all-at-once',
  });

const serverlessSchema = z.strictObject({
  mode: z.literal('serverless').describe(MODE),
  memoryMb: z
    .union(SERVERLESS_MEMORY_MB.map((size) => z.literal(size)))
    .default(2048)
    .describe('memory of the endpoint'),
  maxConcurrency: z.int().min(1).max(200).default(5).describe('inferences at a time'),
});

/** How the model is served: on instances, or serverless (no capture by the endpoint, no scaling of ours, 4 MB an image). */
export const servingSchema = z.discriminatedUnion('mode', [realtimeSchema, serverlessSchema]);

export type ServingConfiguration = z.infer<typeof servingSchema>;
export type RealtimeServing = Extract<ServingConfiguration, { mode: 'realtime' }>;
export type ServerlessServing = Extract<ServingConfiguration, { mode: 'serverless' }>;
