import { encodeCustomAttributes } from '../../core/contracts/custom-attributes';
import { inspectImage } from '../../core/image/inspect-image';
import { argmax } from '../../core/inference/argmax';
import { calibrate } from '../../core/inference/calibrate';
import { parseProbabilities } from '../../core/inference/parse-probabilities';
import type { InferenceAnswer, InferenceRequest } from './invoke-endpoint';
import type { ModelEndpoint } from './model-endpoint';
import type { ReleasedModelParameter } from './released-model-parameter';

/** Called after each answered inference: writes the capture where the endpoint itself cannot. */
export type OnInference = (request: InferenceRequest, answer: InferenceAnswer) => Promise<void>;

export interface ImageToAsk {
  readonly bytes: Uint8Array;
  /** S3 user metadata, e.g. site and camera. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly inferenceId: string;
}

/** The model's word on one image. */
export interface Classification {
  /** Probabilities as the endpoint returned them, in the order of `classes`. */
  readonly inferences: readonly number[];
  readonly classes: readonly string[];
  /** Calibrated probability of the predicted class, 0..1. */
  readonly confidence: number;
  readonly predictedLabel: string;
  readonly modelPackage: string;
}

/** Asks the endpoint about one image, and says how sure the model is by the released model's calibration. */
export class ImageClassifier {
  constructor(
    private readonly endpoint: ModelEndpoint,
    private readonly releasedModel: ReleasedModelParameter,
    private readonly onInference?: OnInference,
  ) {}

  /** @throws ImageUnreadable, ImageTooLarge, AccessDenied, StorageUnavailable, EndpointUnavailable, ModelThrottled, ModelOutputInvalid */
  async classify({ bytes, metadata, inferenceId }: ImageToAsk): Promise<Classification> {
    const model = await this.releasedModel.read();
    const request = {
      image: bytes,
      contentType: inspectImage(bytes).contentType,
      inferenceId,
      customAttributes: encodeCustomAttributes({ purpose: 'traffic', metadata }),
    };
    const answer = await this.endpoint.invoke(request);
    await this.onInference?.(request, answer);
    const inferences = parseProbabilities(answer.body.toString('utf8'), model.classes.length);
    const calibrated = calibrate(inferences, model.temperature);
    const predicted = argmax(calibrated);
    return {
      inferences,
      classes: model.classes,
      confidence: calibrated[predicted] as number,
      predictedLabel: model.classes[predicted] as string,
      modelPackage: model.modelPackage,
    };
  }
}
