import * as z from 'zod';
import { DEFAULT_CONFIDENCE_THRESHOLD } from './limits';

/**
 * The configuration of one environment: `environments/{name}.json`. Everything an operator may set, with its default.
 */
const servingSchema = z.discriminatedUnion('mode', [
  z.strictObject({
    mode: z.literal('realtime'),
    instanceType: z.string().startsWith('ml.').default('ml.m5.xlarge'),
    minInstances: z.int().min(1).default(1),
    maxInstances: z.int().min(1).default(2),
  }),
  z.strictObject({
    mode: z.literal('serverless'),
    memoryMb: z.union([1024, 2048, 3072, 4096, 5120, 6144].map((size) => z.literal(size))).default(2048),
    maxConcurrency: z.int().min(1).max(200).default(5),
  }),
]);

const trainingSchema = z.strictObject({
  /** `built-in`: SageMaker's image-classification algorithm; `own`: the program in `algorithm/`. */
  image: z.enum(['built-in', 'own']).default('built-in'),
  /** Default ml.g4dn.xlarge for the built-in image, ml.m5.large for ours. */
  instanceType: z.string().startsWith('ml.').optional(),
  volumeGb: z.int().min(1).max(16384).default(20),
  maxRuntimeSeconds: z.int().min(60).max(432000).default(3600),
  spot: z.boolean().default(false),
});

export const environmentSchema = z.strictObject({
  /** First word of the endpoint's name, of stack names and of parameter paths. */
  app: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,30}$/, 'lower-case letters, digits and hyphens, 2 to 31 characters')
    .default('second-look'),
  /** Twelve digits; where absent, the account of the credentials in use. */
  account: z
    .string()
    .regex(/^\d{12}$/, 'an AWS account id has twelve digits')
    .optional(),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region such as us-east-1'),
  /** On every resource, and on jobs started at run time. */
  tags: z.record(z.string().min(1).max(128), z.string().max(256)).default({}),
  /** An image is accepted when its confidence is at least this; 0..1. */
  confidenceThreshold: z.number().min(0).max(1).default(DEFAULT_CONFIDENCE_THRESHOLD),
  /** What happens to buckets and keys when a stack is deleted. */
  removal: z.enum(['retain', 'destroy']).default('retain'),
  logRetentionDays: z
    .union([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365].map((days) => z.literal(days)))
    .default(30),
  alerts: z
    .strictObject({
      /** Who gets the alerts; each must confirm the subscription that SNS mails. */
      emails: z.array(z.email()).default([]),
    })
    .prefault({}),
  capture: z
    .strictObject({
      enabled: z.boolean().default(true),
      percentage: z.int().min(0).max(100).default(100),
    })
    .prefault({}),
  serving: servingSchema.prefault({ mode: 'realtime' }),
  training: trainingSchema.prefault({}),
});

export type Environment = z.infer<typeof environmentSchema>;
