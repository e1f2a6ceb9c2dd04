import { ErrorName, ServiceError } from '../../core/contracts/errors';
import type { Predictor } from './predictor';

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/jpg', 'application/x-image'];
const JSON_TYPE = 'application/json';
const JSON_LINES_TYPE = 'application/jsonlines';
const TEXT_TYPE = 'text/plain; charset=utf-8';

/**
 * Answers one invocation. The body decides what kind of image it is, not the content type, which only has to be an image's.
 * @param accept JSON array by default; with `application/jsonlines`, an object with `prediction`, as the built-in algorithm answers
 */
export function answerInvocation(
  predictor: Predictor,
  contentType: string | undefined,
  accept: string | undefined,
  body: Uint8Array,
): Answer {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!IMAGE_TYPES.includes(type)) return refuse(415, refusalOf(type));
  try {
    const probabilities = predictor.classify(body);
    if (accept?.includes(JSON_LINES_TYPE)) {
      return { status: 200, contentType: JSON_LINES_TYPE, body: `${JSON.stringify({ prediction: probabilities })}\n` };
    }
    return { status: 200, contentType: JSON_TYPE, body: JSON.stringify(probabilities) };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return refuse(error.name === ErrorName.ImageTooLarge ? 413 : 400, `${error.name}: ${error.message}`);
  }
}

export const refuse = (status: number, reason: string): Answer => ({
  status,
  contentType: TEXT_TYPE,
  body: `${reason}\n`,
});

function refusalOf(type: string): string {
  const accepted = `Send one image as ${IMAGE_TYPES.join(', ')}.`;
  if (type === '') return `The request has no content type. ${accepted}`;
  if (type === 'application/x-recordio') {
    return `RecordIO holds many records in one body; this model classifies one image per request. ${accepted}`;
  }
  return `The content type ${type} is not supported. ${accepted}`;
}
