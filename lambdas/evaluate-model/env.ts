import * as z from 'zod';
import { fractionText, functionEnvironmentSchema } from '../../core/contracts/function-environment';

const wholeText = z
  .string()
  .regex(/^[1-9]\d*$/, 'a whole number from 1 on')
  .transform(Number);

export const environmentSchema = functionEnvironmentSchema.extend({
  /** The environment's own endpoint: the one whose classes and temperature the parameter tells. */
  ENDPOINT_NAME: z.string().min(1),
  /** Name of the SSM parameter that describes the released model. */
  RELEASED_MODEL_PARAMETER: z.string().startsWith('/'),
  REPORTS_BUCKET: z.string().min(1),
  QUEUE_URL: z.url(),
  DEAD_LETTER_QUEUE_URL: z.url(),
  /** Receipts of a message after which SQS itself gives it up. */
  MAX_RECEIVES: wholeText,
  /** Fraction 0..1: the threshold in use, which the report compares with the recommended one. */
  CONFIDENCE_THRESHOLD: fractionText.transform(Number),
  /** Fraction 0..1: what the recommended threshold keeps the errors among accepted images to. */
  MAX_ERROR_RATE: fractionText.transform(Number),
  ENDPOINT_READY_WAIT_HOURS: z
    .string()
    .regex(/^\d+(\.\d+)?$/, 'a number of hours')
    .transform(Number),
  ROWS_PER_REQUEST: wholeText,
  PARALLEL_IMAGES: wholeText,
  /** Images that are asked about and stored together, at most; ten times as many rows of a table. */
  ROWS_PER_PART: wholeText,
  /** Kept back from the function's time for writing the report, or for handing over to the next invocation. Seconds. */
  HAND_OVER_SECONDS: wholeText,
});
/** The variables as the construct sets them: text. */
export type EvaluateModelEnvironment = z.input<typeof environmentSchema>;
export type EvaluateModelSettings = z.output<typeof environmentSchema>;
