import { inferenceId } from '../contracts/inference-id';

/** What is known of an image that a person should look at. */
export interface ReviewedImage {
  readonly inference_id?: string;
  readonly s3_bucket?: string;
  readonly s3_key?: string;
  readonly version_id?: string;
}

/**
 * Names a second look: the inference id, by which its label joins the capture. An answer that did not come from `classify-image` has none; its execution
 * and image make one, the same in every attempt.
 */
export function reviewId(image: ReviewedImage, executionId: string): string {
  const { s3_bucket: bucket = '', s3_key: key = '', version_id: versionId = '' } = image;
  return image.inference_id ?? inferenceId({ executionId, bucket, key, versionId });
}
