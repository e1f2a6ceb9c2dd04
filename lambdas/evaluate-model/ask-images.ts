import { encodeCustomAttributes } from '../../core/contracts/custom-attributes';
import { inferenceId } from '../../core/contracts/inference-id';
import type { LabelledImage } from '../../core/evaluation/test-data/read-test-data';
import { inspectImage } from '../../core/image/inspect-image';
import { parseProbabilities } from '../../core/inference/parse-probabilities';
import type { ImageReader } from '../adapters/image-reader';
import { type AskedRow, isOfOneRow } from './asked-row';
import type { PatientEndpoint } from './patient-endpoint';

export interface ImageQuestions {
  readonly run: string;
  readonly images: ImageReader;
  readonly endpoint: PatientEndpoint;
  readonly maxImageBytes: number;
  readonly classes: number;
  /** Images asked about at the same time. */
  readonly parallel: number;
}

/**
 * Asks about every image, one a request, so many at a time.
 * @param from place of the first image in the test data
 * @throws what concerns more than one image: AccessDenied, StorageUnavailable, EndpointUnavailable, ModelThrottled
 */
export async function askImages(
  rows: readonly LabelledImage[],
  from: number,
  questions: ImageQuestions,
): Promise<AskedRow[]> {
  const asked = new Array<AskedRow>(rows.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < rows.length) {
      const index = next++;
      asked[index] = await askImage(rows[index]!, from + index, questions);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(questions.parallel, rows.length) }, lane));
  } finally {
    // The first failure ends the others' work too.
    next = rows.length;
  }
  return asked;
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
