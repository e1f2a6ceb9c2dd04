import * as z from 'zod';

/** A second look that waits for an answer: `second_look/open/yyyy/mm/dd/hh/{id}.json` in the images bucket. */
export const openItemSchema = z.object({
  version: z.literal(1),
  /** The inference id, by which capture and label are joined. */
  review_id: z.string().min(1).max(64),
  s3_bucket: z.string().min(1),
  s3_key: z.string().min(1),
  /** The picture that the model saw, and no later one under the same key. */
  version_id: z.string().min(1),
  predicted_label: z.string().optional(),
  /** Calibrated probability of the predicted class, 0..1. */
  confidence: z.number().min(0).max(1),
  threshold: z.number().min(0).max(1),
  /** Probabilities in class order. */
  inferences: z.array(z.number()).min(1),
  /** Class names in the order of `inferences`: those of the model that was asked, whatever serves today. */
  classes: z.array(z.string().min(1)).min(1),
  model_package: z.string().optional(),
  /** ISO 8601. With the id it makes the item's key, so it is the same in every attempt. */
  opened_at: z.iso.datetime(),
  /** Opens the execution. */
  link: z.string().optional(),
});

export type OpenItem = z.infer<typeof openItemSchema>;
