import * as z from 'zod';
import { fractionText, functionEnvironmentSchema, wholeNumberText } from '../../core/contracts/function-environment';

export const environmentSchema = functionEnvironmentSchema.extend({
  /** Bucket of the children's results, and of the batch's. */
  REPORTS_BUCKET: z.string().min(1),
  /** Bucket of the marker that makes the digest go out once. */
  IMAGES_BUCKET: z.string().min(1),
  TOPIC_ARN: z.string().startsWith('arn:'),
  CONFIDENCE_THRESHOLD: fractionText.transform(Number),
  /** Fraction 0..1 of a batch's images that may fail. */
  TOLERATED_FAILURES: fractionText.transform(Number),
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
export type SummarizeBatchEnvironment = z.input<typeof environmentSchema>;
