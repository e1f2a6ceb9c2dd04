import { type Answer, answerSchema, isSameAnswer } from '../contracts/answer';
import { StorageUnavailable } from '../contracts/errors';
import { answerKey } from '../contracts/storage-layout';
import type { GivenAnswer } from './give-answer';

/** What became of a write with If-None-Match: there was an object, or another is being written at this very moment, which may yet fail. */
export type Creation = 'created' | 'exists' | 'contested';

/** The objects of the images bucket, as far as answers need them. */
export interface AnswerObjects {
  /** Writes JSON under a key that has no object (If-None-Match). */
  readonly create: (key: string, json: string) => Promise<Creation>;
  /** The text of an object; undefined where there is none. */
  readonly text: (key: string) => Promise<string | undefined>;
}

/** How S3 refuses a write with If-None-Match; undefined for an error that says something else. */
export function refusalOf(error: unknown): Exclude<Creation, 'created'> | undefined {
  const { name } = error as Error;
  if (name === 'PreconditionFailed') return 'exists';
  return name === 'ConditionalRequestConflict' ? 'contested' : undefined;
}

/**
 * Writes the answer where its review has none yet.
 * @returns the answer that the review has now: this one, or the one that came first
 * @throws StorageUnavailable where only another attempt can tell; what the objects throw
 */
export async function claimAnswer(objects: AnswerObjects, answer: Answer): Promise<GivenAnswer> {
  const id = answer.review_id;
  const creation = await objects.create(answerKey(id), JSON.stringify(answerSchema.parse(answer)));
  if (creation === 'created') return { answer, won: true };
  if (creation === 'contested')
    throw new StorageUnavailable(`Somebody else is answering ${id} at this moment: try again.`);
  const earlier = await readAnswer(objects, id);
  if (earlier === undefined)
    throw new StorageUnavailable(
      `The answer to ${id} was there and is gone, as somebody forgets the image: try again.`,
    );
  // The first attempt of a request of ours may have arrived though its reply did not.
  return { answer: earlier, won: isSameAnswer(earlier, answer) };
}

/** The answer to a review; undefined while there is none. */
export async function readAnswer(objects: Pick<AnswerObjects, 'text'>, reviewId: string): Promise<Answer | undefined> {
  const text = await objects.text(answerKey(reviewId));
  return text === undefined ? undefined : answerSchema.parse(JSON.parse(text));
}
