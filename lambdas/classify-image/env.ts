import * as z from 'zod';
import {
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
  /** Where records go when the endpoint itself cannot capture (serverless): `s3://bucket/prefix`. */
  CAPTURE_DESTINATION_S3_URI: z.string().startsWith('s3://').optional(),
  CAPTURE_PERCENTAGE: percentageText.transform(Number).optional(),
});
/** The variables as the construct sets them: text. */
export type ClassifyImageEnvironment = z.input<typeof environmentSchema>;
export type ClassifyImageSettings = z.output<typeof environmentSchema>;
