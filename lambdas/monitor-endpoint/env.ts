import * as z from 'zod';
import { fractionText, functionEnvironmentSchema } from '../../core/contracts/function-environment';

const wholeText = z
  .string()
  .regex(/^[1-9]\d*$/, 'a whole number from 1 on')
  .transform(Number);

export const environmentSchema = functionEnvironmentSchema.extend({
  ENDPOINT_NAME: z.string().min(1),
  /** Name of the SSM parameter that describes the released model. */
  RELEASED_MODEL_PARAMETER: z.string().startsWith('/'),
  CAPTURE_BUCKET: z.string().min(1),
  REPORTS_BUCKET: z.string().min(1),
  /** Fraction 0..1. */
  CONFIDENCE_THRESHOLD: fractionText.transform(Number),
  FILES_PER_PART: wholeText,
  /** For how long after a window its labels are looked for. Hours. */
  LABEL_HOURS: wholeText,
  /** Whether a sample of the window is explained by asking the live endpoint. */
  EXPLAIN: z.enum(['yes', 'no']),
  /** Features of which metrics are published, separated by commas. */
  FEATURES: z.string().transform((text) => text.split(',').filter(Boolean)),
  /** Namespace of the monitors' metrics. */
  MONITORS_NAMESPACE: z.string().min(1),
  /** Name of the schedule, which is a dimension of the metrics. */
  SCHEDULE_NAME: z.string().min(1),
});
/** The variables as the construct sets them: text. */
export type MonitorEndpointEnvironment = z.input<typeof environmentSchema>;
export type MonitorEndpointSettings = z.output<typeof environmentSchema>;
