import { encodeCustomAttributes } from '../../core/contracts/custom-attributes';
import { inferenceId } from '../../core/contracts/inference-id';
import type { LabelledImage } from '../../core/evaluation/test-data/read-test-data';
import { inspectImage } from '../../core/image/inspect-image';
import { parseProbabilities } from '../../core/inference/parse-probabilities';
import type { ImageReader } from '../adapters/image-reader';
import { type AskedRow, isOfOneRow } from './asked-row';
import type { Lanes } from './lanes';
import type { PatientEndpoint } from './patient-endpoint';

export interface ImageQuestions {
  readonly run: string;
  readonly images: ImageReader;
  readonly endpoint: PatientEndpoint;
  readonly maxImageBytes: number;
  readonly classes: number;
  /** As many as there may be images asked about at the same time, of all parts together. */
  readonly lanes: Lanes;
}

/**
 * Asks about every image, one a request.
 * @param from place of the first image in the test data
 * @throws what concerns more than one image: AccessDenied, StorageUnavailable, EndpointUnavailable, ModelThrottled
 */
export function askImages(
  rows: readonly LabelledImage[],
  from: number,
  questions: ImageQuestions,
): Promise<AskedRow[]> {
  const { lanes } = questions;
  return Promise.all(rows.map((image, index) => lanes.run(() => askImage(image, from + index, questions))));
}

async function askImage(image: LabelledImage, row: number, questions: ImageQuestions): Promise<AskedRow> {
  const { bucket, key, label } = image;
  const { run, images, endpoint, maxImageBytes, classes } = questions;
  const asked = { source: `s3://${bucket}/${key}`, label };
  try {
    const { bytes, metadata } = await images.read({ bucket, key }, maxImageBytes);
    const text = await endpoint.ask({
      image: bytes,
      contentType: inspectImage(bytes).contentType,
      // The row's place instead of a version: an image that is listed twice is two inferences, a second attempt is none.
      inferenceId: inferenceId({ executionId: run, bucket, key, versionId: String(row) }),
      customAttributes: encodeCustomAttributes({ purpose: 'evaluation', metadata }),
    });
    return { ...asked, answer: parseProbabilities(text, classes) };
  } catch (error) {
    if (!isOfOneRow(error as Error)) throw error;
    return { ...asked, answer: error as Error };
  }
}
