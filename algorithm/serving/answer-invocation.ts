import type { Answer } from './answer';
import type { ServedModel } from './served-model';

/**
 * Answers one invocation.
 * @param contentType as the request has it, perhaps with parameters: `text/csv; charset=utf-8`
 */
export function answerInvocation(
  model: ServedModel,
  contentType: string | undefined,
  accept: string | undefined,
  body: Buffer,
): Answer {
  const type = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  return model.answer(type, accept, body);
}
