import { ServiceError } from '../../core/contracts/errors';
import { MAX_IMAGE_BYTES, MAX_INLINE_ANSWER_BYTES, MAX_INLINE_IMAGE_BYTES } from '../../core/contracts/limits';
import { parseInput } from '../../core/contracts/parse-input';
import { type SerializedImage, type StepAnswer, singleImageInputSchema } from '../../core/contracts/single-image';
import { inspectImage } from '../../core/image/inspect-image';
import type { ImageReader } from '../adapters/image-reader';

/**
 * Reads the image that the input names, checks it, and puts it into the state: inline as base64, or by reference (empty
 * `image_data`) where the image, or the answer with all that the caller sent along, is too large for a state. Fields of the input that
 * are not ours pass through. (An input too large by itself never gets here: Step Functions refuses it.)
 * @param maxImageBytes what the endpoint takes; a larger image is ImageTooLarge.
 * @throws InvalidInput, ImageNotFound, ImageUnreadable, ImageTooLarge, AccessDenied, StorageUnavailable
 */
export async function serializeImage(
  event: unknown,
  images: ImageReader,
  maxImageBytes = MAX_IMAGE_BYTES,
): Promise<StepAnswer<SerializedImage>> {
  const input = parseInput(singleImageInputSchema, event, 'input');
  const { s3_bucket: bucket, s3_key: key, version_id: asked } = input;
  const image = await images.read({ bucket, key, versionId: asked }, maxImageBytes);
  checkImage(image.bytes, `s3://${bucket}/${key}`);
  const versionId = image.versionId ?? asked;
  const answer: StepAnswer<SerializedImage> = {
    statusCode: 200,
    body: {
      ...input,
      image_data: '',
      s3_bucket: bucket,
      s3_key: key,
      ...(versionId === undefined ? {} : { version_id: versionId }),
      ...(Object.keys(image.metadata).length === 0 ? {} : { metadata: image.metadata }),
      inferences: [],
    },
  };
  const inlined = { ...answer, body: { ...answer.body, image_data: Buffer.from(image.bytes).toString('base64') } };
  return image.bytes.length <= MAX_INLINE_IMAGE_BYTES && fits(inlined) ? inlined : answer;
}

const fits = (answer: unknown): boolean => Buffer.byteLength(JSON.stringify(answer)) <= MAX_INLINE_ANSWER_BYTES;

/** @throws ImageUnreadable, ImageTooLarge that name the object. */
function checkImage(bytes: Uint8Array, where: string): void {
  try {
    inspectImage(bytes);
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw new ServiceError(error.name, `${where}: ${error.message}`, { cause: error });
  }
}
