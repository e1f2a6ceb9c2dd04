import * as z from 'zod';
import { managedMonitoringSchema } from './managed-monitoring';

/** How the endpoint is watched. */
export const monitoringSchema = z.strictObject({
  enabled: z.boolean().default(true).describe('whether there are monitors that run on a schedule'),
  schedule: z
    .string()
    .regex(/^(cron|rate)\(.+\)$/, 'an expression of EventBridge such as cron(20 * * * ? *)')
    .default('cron(20 * * * ? *)')
    .describe('when the hour before is looked at; captures arrive some minutes late'),
  labelHours: z
    .int()
    .min(1)
    .max(24 * 30)
    .default(24)
    .describe('for how many hours after a window its labels are looked for'),
  filesPerPart: z.int().min(1).max(5000).default(200).describe('capture files that one invocation reads'),
  maxConcurrency: z.int().min(1).max(500).default(5).describe('invocations at a time'),
  explain: z
    .boolean()
    .default(false)
    .describe(
      'whether a sample of each window is explained by asking the live endpoint (images: 600 requests marked `purpose=explain`); a table model that the baseline has a copy of is explained without it, and `monitor check` explains when told',
    ),
  features: z
    .array(z.string().min(1))
    .default(['brightness', 'sharpness', 'confidence'])
    .describe(
      'features of which CloudWatch metrics are published, of a table also attributions, and bias where a feature is a facet; each costs money',
    ),
  managed: managedMonitoringSchema.optional(),
});

export type MonitoringConfiguration = z.infer<typeof monitoringSchema>;
