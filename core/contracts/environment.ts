import * as z from 'zod';
import { DEFAULT_CONFIDENCE_THRESHOLD } from './limits';
import { servingSchema } from './serving-configuration';
import { trainingSchema } from './training-configuration';

/** Retention periods that CloudWatch Logs knows, as far as anybody wants them. Days. */
const LOG_RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365] as const;

/**
 * The configuration of one environment: `environments/{name}.json`. Everything an operator may set, with its default; what each
 * key does stands in docs/configuration.md.
 */
export const environmentSchema = z.strictObject({
  /** First word of the endpoint's name, of stack names and of parameter paths. */
  app: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,29}[a-z0-9]$/, 'lower-case letters, digits and hyphens, 2 to 31 characters')
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
  /** What happens to data when its stack is deleted: buckets, key, queues, images, registry, model parameter. */
  removal: z.enum(['retain', 'destroy']).default('retain'),
  logRetentionDays: z.union(LOG_RETENTION_DAYS.map((days) => z.literal(days))).default(30),
  logLevel: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']).default('INFO'),
  alerts: z
    .strictObject({
      /** Who takes the second look; each must confirm the subscription that SNS mails. */
      emails: z.array(z.email()).default([]),
    })
    .prefault({}),
  operations: z
    .strictObject({
      /** Who is told of alarms; each must confirm the subscription that SNS mails. */
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

/** A configuration together with the name of the environment that it is of: `dev`, `staging`, `prod`, `local`. */
export type NamedEnvironment = Environment & { readonly name: string };
