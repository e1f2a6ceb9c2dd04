import * as z from 'zod';
import { fractionText, functionEnvironmentSchema, wholeNumberText } from '../../core/contracts/function-environment';

export const environmentSchema = functionEnvironmentSchema.extend({
  /** Fraction 0..1; an image is accepted when its confidence is at least this. */
  CONFIDENCE_THRESHOLD: fractionText.transform(Number),
  TOPIC_ARN: z.string().startsWith('arn:'),
  /** Where alerts gather, and where those go that the topic does not take. */
  ALERT_QUEUE_URL: z.url(),
  /** How long alerts gather; 0 sends each at once. Seconds. */
  ALERT_WINDOW_SECONDS: wholeNumberText,
  /** Bucket of the markers that make an alert go out once, and of the open items. */
  IMAGES_BUCKET: z.string().min(1),
  /** Followed by an execution's ARN it is the address of a page that shows the execution. */
  EXECUTION_URL_PREFIX: z.url(),
  /** Address of the second-look pages. */
  REVIEW_URL: z.url(),
  /** Secret of the signed links. */
  LINK_SECRET_ARN: z.string().startsWith('arn:'),
  /** How long a signed link is good. Days. */
  LINK_DAYS: wholeNumberText,
});
/** The variables as the construct sets them: text. */
export type CheckThresholdEnvironment = z.input<typeof environmentSchema>;
export type CheckThresholdSettings = z.output<typeof environmentSchema>;
