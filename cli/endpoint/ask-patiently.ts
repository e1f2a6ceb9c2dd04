import { patiently } from './patiently';
import type { ModelWord, Question, ServedModel } from './served-model';

/**
 * Asks about one of hundreds of images, more than once where the endpoint is busy.
 * @throws what the last attempt met, or at once what no attempt would change
 */
export const askPatiently = (served: ServedModel, question: Question): Promise<ModelWord> =>
  patiently(() => served.ask(question), question.signal);
