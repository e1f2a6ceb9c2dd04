import { InvalidInput } from '../../core/contracts/errors';
import { inferenceId } from '../../core/contracts/inference-id';
import { MAX_IMAGE_BYTES } from '../../core/contracts/limits';
import { parseInput } from '../../core/contracts/parse-input';
import { type ImageToClassify, imageToClassifySchema, type StepAnswer } from '../../core/contracts/single-image';
import { parseStepEvent } from '../../core/contracts/step-event';
import { ImageClassifier, type OnInference } from '../adapters/image-classifier';
import type { ImageReader } from '../adapters/image-reader';
import type { ModelEndpoint } from '../adapters/model-endpoint';
import type { ReleasedModelParameter } from '../adapters/released-model-parameter';

export interface Classifier {
  readonly images: ImageReader;
  /** What the endpoint takes. @default that of a real-time endpoint */
  readonly maxImageBytes?: number;
  readonly endpoint: ModelEndpoint;
  readonly releasedModel: ReleasedModelParameter;
  /** Called after each answered inference: writes the capture where the endpoint itself cannot. */
  readonly onInference?: OnInference;
}

/** The answer's body: what came in, without the picture, and what the model says of it. */
export interface ClassifiedBody {
  readonly [field: string]: unknown;
  readonly inferences: readonly number[];
  readonly classes: string[];
  readonly confidence: number;
  readonly predicted_label: string;
  readonly inference_id: string;
  readonly model_package: string;
}

/**
 * Asks the endpoint for the image's class probabilities and says how sure the model is, by the released model's calibration.
 * Accepts the answer of `serialize-image`, and a console's test event with `image_data` alone. An image that is given by reference and absent is
 * AccessDenied: the role may read images and not list them, since `serialize-image` has found the image before.
 * @param requestId stands for the execution where the event names none.
 * @throws InvalidInput, ImageNotFound, ImageUnreadable, ImageTooLarge, AccessDenied, StorageUnavailable, EndpointUnavailable,
 *   ModelThrottled, ModelOutputInvalid
 */
export async function classifyImage(
  event: unknown,
  requestId: string,
  { images, maxImageBytes = MAX_IMAGE_BYTES, endpoint, releasedModel, onInference }: Classifier,
): Promise<StepAnswer<ClassifiedBody>> {
  const { body, executionId = requestId } = parseStepEvent(event);
  const input = parseInput(imageToClassifySchema, body, 'body');
  // Both at once: a warm function has the model already.
  const [, { bytes, metadata }] = await Promise.all([releasedModel.read(), imageOf(input, images, maxImageBytes)]);
  const id = inferenceId({
    executionId,
    bucket: input.s3_bucket ?? '',
    key: input.s3_key ?? '',
    versionId: input.version_id ?? '',
  });
  const classifier = new ImageClassifier(endpoint, releasedModel, onInference);
  const said = await classifier.classify({ bytes, metadata, inferenceId: id });
  const { image_data: _, ...identity } = input;
  return {
    statusCode: 200,
    body: {
      ...identity,
      inferences: said.inferences,
      classes: [...said.classes],
      confidence: said.confidence,
      predicted_label: said.predictedLabel,
      inference_id: id,
      model_package: said.modelPackage,
    },
  };
}

async function imageOf(
  input: ImageToClassify,
  images: ImageReader,
  maxImageBytes: number,
): Promise<{ bytes: Uint8Array; metadata: Readonly<Record<string, string>> }> {
  if (input.image_data) {
    return { bytes: decodeBase64(input.image_data), metadata: input.metadata ?? {} };
  }
  const { s3_bucket: bucket, s3_key: key, version_id: versionId } = input;
  if (bucket === undefined || key === undefined) {
    throw new InvalidInput(
      'The body has neither image_data nor s3_bucket and s3_key: one of them must say which image.',
    );
  }
  return images.read({ bucket, key, versionId }, maxImageBytes);
}

function decodeBase64(text: string): Buffer {
  if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text)) {
    throw new InvalidInput('image_data is not base64 (A-Z, a-z, 0-9, +, /, at most two = at the end).');
  }
  return Buffer.from(text, 'base64');
}
