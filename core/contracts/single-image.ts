import * as z from 'zod';

/**
 * Payloads of the state machine `ImageClassification`: one image, one execution. Every schema is loose: a field that
 * we do not know belongs to the caller and reaches the end of the execution unchanged.
 */
export const imageReferenceSchema = z.looseObject({
  s3_bucket: z.string().min(1),
  s3_key: z.string().min(1),
});

/** Input of the execution and of `serialize-image`; the older form carries an empty `image_data`. */
export const singleImageInputSchema = imageReferenceSchema.extend({
  image_data: z.string().optional(),
  /** Reads exactly this version; the newest where absent. */
  version_id: z.string().min(1).optional(),
});
export type SingleImageInput = z.infer<typeof singleImageInputSchema>;

/** What `serialize-image` answers as `body`. `image_data` is base64, or empty above the inline limit. */
export const serializedImageSchema = imageReferenceSchema.extend({
  image_data: z.string(),
  version_id: z.string().optional(),
  /** The image's S3 user metadata (site, camera …), where it has any. */
  metadata: z.record(z.string(), z.string()).optional(),
  inferences: z.array(z.number()).default([]),
});
export type SerializedImage = z.infer<typeof serializedImageSchema>;

/** What `classify-image` accepts as `body`: the picture itself, or where it lies. */
export const imageToClassifySchema = z.looseObject({
  image_data: z.string().optional(),
  s3_bucket: z.string().min(1).optional(),
  s3_key: z.string().min(1).optional(),
  version_id: z.string().min(1).optional(),
  metadata: z.record(z.string(), z.string()).optional(),
});
export type ImageToClassify = z.infer<typeof imageToClassifySchema>;

/** What `classify-image` answers as `body`: the image's identity, the model's word, and how sure it is. */
export const classifiedImageSchema = z.looseObject({
  s3_bucket: z.string().optional(),
  s3_key: z.string().optional(),
  version_id: z.string().optional(),
  /** Probabilities as the endpoint returned them, in class order. */
  inferences: z.array(z.number()).min(1),
  /** Names of the classes in that order: of the model that was asked, whatever serves by the time that somebody looks. */
  classes: z.array(z.string().min(1)).optional(),
  /** Calibrated probability of the predicted class, 0..1. */
  confidence: z.number().min(0).max(1).optional(),
  predicted_label: z.string().optional(),
  inference_id: z.string().optional(),
  model_package: z.string().optional(),
});
export type ClassifiedImage = z.infer<typeof classifiedImageSchema>;

/** The form that every function of the chain answers in. */
export interface StepAnswer<Body> {
  readonly statusCode: 200;
  readonly body: Body;
}
