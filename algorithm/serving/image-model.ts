import { ErrorName, ServiceError } from '../../core/contracts/errors';
import { MAX_IMAGE_BYTES } from '../../core/contracts/limits';
import { type Answer, refuse } from './answer';
import type { Predictor } from './predictor';
import type { ExecutionParameters, ServedModel } from './served-model';

const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/jpg', 'application/x-image'];
const JSON_TYPE = 'application/json';
const JSON_LINES_TYPE = 'application/jsonlines';

/** An image network: one image a request. */
export class ImageModel implements ServedModel {
  /** One at a time, as there is one core at work. */
  readonly executionParameters: ExecutionParameters = {
    MaxConcurrentTransforms: 1,
    BatchStrategy: 'SINGLE_RECORD',
    MaxPayloadInMB: Math.floor(MAX_IMAGE_BYTES / 2 ** 20),
  };

  readonly contentTypes = ['image/png', 'image/jpeg', 'application/x-image'];
  readonly answerTypes = [JSON_TYPE, JSON_LINES_TYPE];

  constructor(private readonly predictor: Predictor) {}

  get classes(): readonly string[] {
    return this.predictor.classes;
  }

  get about(): string {
    return this.predictor.classes.join(', ');
  }

  get detail(): string {
    return `${this.predictor.kernelName} kernels`;
  }

  /**
   * The body decides what kind of image it is, not the content type, which only has to be an image's.
   * @param accept JSON array by default; with `application/jsonlines`, an object with `prediction`, as the built-in algorithm answers
   */
  answer(contentType: string, accept: string | undefined, body: Buffer): Answer {
    if (!IMAGE_TYPES.includes(contentType)) return refuse(415, refusalOf(contentType));
    try {
      const probabilities = this.predictor.classify(body);
      if (accept?.includes(JSON_LINES_TYPE)) {
        return {
          status: 200,
          contentType: JSON_LINES_TYPE,
          body: `${JSON.stringify({ prediction: probabilities })}\n`,
        };
      }
      return { status: 200, contentType: JSON_TYPE, body: JSON.stringify(probabilities) };
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return refuse(error.name === ErrorName.ImageTooLarge ? 413 : 400, `${error.name}: ${error.message}`);
    }
  }

  refuseLength(bytes: number): Answer {
    return refuse(413, `ImageTooLarge: The image has ${bytes} bytes, above the limit of ${MAX_IMAGE_BYTES}.`);
  }
}

function refusalOf(type: string): string {
  const accepted = `Send one image as ${IMAGE_TYPES.join(', ')}.`;
  if (type === '') return `The request has no content type. ${accepted}`;
  if (type === 'application/x-recordio') {
    return `RecordIO holds many records in one body; this model classifies one image per request. ${accepted}`;
  }
  return `The content type ${type} is not supported. ${accepted}`;
}
