import * as z from 'zod';
import { batchSchema } from './batch-configuration';
import { evaluationSchema } from './evaluation-configuration';
import { incomingSchema } from './incoming-configuration';
import { DEFAULT_CONFIDENCE_THRESHOLD } from './limits';
import { managedMonitoringFault } from './managed-monitoring';
import { monitoringSchema } from './monitoring-configuration';
import { retentionSchema } from './retention';
import { secondLookSchema } from './second-look-configuration';
import { servingSchema } from './serving-configuration';
import { tablesFault, tablesSchema } from './tables-configuration';
import { trainingSchema } from './training-configuration';

/** Retention periods that CloudWatch Logs knows, as far as anybody wants them. Days. */
const LOG_RETENTION_DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365] as const;

/**
 * The configuration of one environment: `environments/{name}.json`. Everything an operator may set, with its default. Descriptions are for
 * docs/configuration.md, which is made from this schema (`npm run cli -- config docs`); `defaultText` says in words what happens where a key without
 * a default is absent.
 */
const settingsSchema = z.strictObject({
  app: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,29}[a-z0-9]$/, 'lower-case letters, digits and hyphens, 2 to 31 characters')
    .default('second-look')
    .describe(
      'first word of the endpoint’s name, of stack names and of SSM parameters; 2 to 31 lower-case letters, digits, hyphens',
    ),
  account: z
    .string()
    .regex(/^\d{12}$/, 'an AWS account id has twelve digits')
    .optional()
    .meta({
      description:
        'account that the environment belongs to, twelve digits; templates name no account where it is absent',
      defaultText: 'of the credentials',
    }),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region such as us-east-1')
    .describe('region of everything, such as us-east-1'),
  tags: z
    .record(z.string().min(1).max(128), z.string().max(256))
    .default({})
    .describe('on every resource, and on jobs started at run time; `app` and `environment` come by themselves'),
  confidenceThreshold: z
    .number()
    .min(0)
    .max(1)
    .default(DEFAULT_CONFIDENCE_THRESHOLD)
    .describe('an image is accepted when its calibrated confidence is at least this'),
  removal: z
    .enum(['retain', 'destroy'])
    .default('retain')
    .describe(
      'what happens to buckets, key, queues, container images, model registry and model parameter when their stack is deleted',
    ),
  logRetentionDays: z
    .union(LOG_RETENTION_DAYS.map((days) => z.literal(days)))
    .default(30)
    .describe('how long logs are kept'),
  logLevel: z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']).default('INFO').describe('the least that functions log'),
  alerts: z
    .strictObject({
      emails: z
        .array(z.email())
        .default([])
        .describe('who is asked for a second look; each confirms the mail that SNS sends first'),
      windowSeconds: z
        .int()
        .min(0)
        .max(86_400)
        .multipleOf(60)
        .default(0)
        .describe('for so long alerts gather into one digest, in whole minutes; 0 sends each at once'),
    })
    .prefault({}),
  secondLook: secondLookSchema.prefault({}),
  retention: retentionSchema.prefault({}),
  operations: z
    .strictObject({
      emails: z
        .array(z.email())
        .default([])
        .describe('who is told of alarms; each confirms the mail that SNS sends first'),
    })
    .prefault({}),
  operators: z
    .array(
      z
        .string()
        .regex(
          /^arn:aws[\w-]*:iam::\d{12}:(root|(role|user)\/[\w+=,.@/-]+)$/,
          'the ARN of a role, a user or an account: arn:aws:iam::123456789012:role/name',
        ),
    )
    .default([])
    .describe(
      'ARNs of roles, users or accounts that may take on the operator role of the environment ([permissions](permissions.md)); empty: there is no such role',
    ),
  capture: z
    .strictObject({
      enabled: z.boolean().default(true).describe('whether inferences are captured'),
      percentage: z.int().min(0).max(100).default(100).describe('how many of a hundred inferences are captured'),
    })
    .prefault({}),
  incoming: incomingSchema.prefault({}),
  batch: batchSchema.prefault({}),
  serving: servingSchema.prefault({ mode: 'realtime' }),
  training: trainingSchema.prefault({}),
  evaluation: evaluationSchema.prefault({}),
  monitoring: monitoringSchema.prefault({}),
  tables: tablesSchema.prefault({}),
});

export const environmentSchema = settingsSchema.superRefine((environment, context) => {
  const fault = tablesFault(environment);
  if (fault !== undefined) context.addIssue({ code: 'custom', path: [...fault.path], message: fault.message });
  const managed = managedMonitoringFault(environment);
  if (managed !== undefined) context.addIssue({ code: 'custom', path: ['monitoring', 'managed'], message: managed });
});

export type Environment = z.infer<typeof environmentSchema>;

/** A configuration together with the name of the environment that it is of: `dev`, `staging`, `prod`, `local`. */
export type NamedEnvironment = Environment & { readonly name: string };
