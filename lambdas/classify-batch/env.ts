import * as z from 'zod';
import {
  fractionText,
  functionEnvironmentSchema,
  maxImageBytesText,
  percentageText,
} from '../../core/contracts/function-environment';

export const environmentSchema = functionEnvironmentSchema.extend({
  ENDPOINT_NAME: z.string().min(1),
  /** Name of the SSM parameter that describes the released model. */
  RELEASED_MODEL_PARAMETER: z.string().startsWith('/'),
  /** Larger images are refused unread: the endpoint would not take them. */
  MAX_IMAGE_BYTES: maxImageBytesText,
  /** Fraction 0..1; an image is accepted when its confidence is at least this. */
  CONFIDENCE_THRESHOLD: fractionText.transform(Number),
  /** Images at a time, within one invocation. */
  PARALLEL_IMAGES: z
    .string()
    .regex(/^[1-9]\d?$/, 'a whole number from 1 to 99')
    .transform(Number),
  /** Bucket of the second looks that wait for an answer. */
  IMAGES_BUCKET: z.string().min(1),
  /** Followed by an execution's ARN it is the address of a page that shows the execution. */
  EXECUTION_URL_PREFIX: z.url(),
  /** Where records go when the endpoint itself cannot capture (serverless): `s3://bucket/prefix`. */
  CAPTURE_DESTINATION_S3_URI: z.string().startsWith('s3://').optional(),
  CAPTURE_PERCENTAGE: percentageText.transform(Number).optional(),
});
/** The variables as the construct sets them: text. */
export type ClassifyBatchEnvironment = z.input<typeof environmentSchema>;
