import * as z from 'zod';
import { functionEnvironmentSchema, wholeNumberText } from '../../core/contracts/function-environment';

export const environmentSchema = functionEnvironmentSchema.extend({
  TOPIC_ARN: z.string().startsWith('arn:'),
  /** Where the alerts gather. */
  ALERT_QUEUE_URL: z.url(),
  /** How long they gather; 0 where the queue only holds what the topic did not take. Seconds. */
  ALERT_WINDOW_SECONDS: wholeNumberText,
  /** Address of the second-look pages, with the full list. */
  REVIEW_URL: z.url(),
  /** Secret of the signed links. */
  LINK_SECRET_ARN: z.string().startsWith('arn:'),
  /** How long a signed link is good. Days. */
  LINK_DAYS: wholeNumberText,
});
/** The variables as the construct sets them: text. */
export type SendDigestEnvironment = z.input<typeof environmentSchema>;
