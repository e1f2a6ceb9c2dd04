import * as z from 'zod';
import { fractionText, functionEnvironmentSchema } from '../../core/contracts/function-environment';

export const environmentSchema = functionEnvironmentSchema.extend({
  /** Fraction 0..1; an image is accepted when its confidence is at least this. */
  CONFIDENCE_THRESHOLD: fractionText.transform(Number),
  TOPIC_ARN: z.string().startsWith('arn:'),
  /** Bucket of the markers that make an alert go out once. */
  IMAGES_BUCKET: z.string().min(1),
  /** Followed by an execution's ARN it is the address of a page that shows the execution. */
  EXECUTION_URL_PREFIX: z.url(),
});
/** The variables as the construct sets them: text. */
export type CheckThresholdEnvironment = z.input<typeof environmentSchema>;
export type CheckThresholdSettings = z.output<typeof environmentSchema>;
