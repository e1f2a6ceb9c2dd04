import * as z from 'zod';
import { imageReferenceSchema } from './single-image';

/** The event of every image at or above the threshold, on the account's default EventBridge bus. */
export const IMAGE_ACCEPTED = 'ImageAccepted';

/** `source` of the events of one environment: `second-look.dev`. */
export const eventSource = (app: string, environment: string): string => `${app}.${environment}`;

/** `detail` of the event: the body that the execution ends with. Fields of the caller's that we do not know are kept. */
export const imageAcceptedSchema = imageReferenceSchema.extend({
  version_id: z.string().optional(),
  inference_id: z.string(),
  predicted_label: z.string(),
  confidence: z.number(),
  model_package: z.string(),
});
export type ImageAccepted = z.infer<typeof imageAcceptedSchema>;
