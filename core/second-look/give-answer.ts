import type { Answer } from '../contracts/answer';
import { openItemKey } from '../contracts/storage-layout';
import { type LabelFile, labelFile } from './label-file';

/** Where answers and labels are kept. */
export interface AnswerStore {
  /** Writes the answer where its review has none yet. @returns the answer that the review has now: this one, or the one that came first. */
  readonly claim: (answer: Answer) => Promise<GivenAnswer>;
  /** Writes a ground-truth file; the same bytes once more change nothing. */
  readonly writeLabel: (file: LabelFile) => Promise<void>;
  /** Takes the item off the list of what is open; an absent one is no error. */
  readonly close: (openItemKey: string) => Promise<void>;
}

/** How giving an answer ended. */
export interface GivenAnswer {
  /** The answer that counts. */
  readonly answer: Answer;
  /** Whether it is the one that was given; false where somebody was earlier. */
  readonly won: boolean;
}

/**
 * Answers a second look. The conditional write of the answer decides, once and for all: of two people at once, one wins. Everything after it follows from the
 * answer, so whoever comes later, another person or the sweeper, can finish what a crash has left undone, to the same bytes.
 */
export async function giveAnswer(answer: Answer, store: AnswerStore): Promise<GivenAnswer> {
  const claimed = await store.claim(answer);
  await settleAnswer(claimed.answer, store);
  return claimed;
}

/** What follows from an answer: the label first, then the end of the open item, which is what the sweeper goes by. */
export async function settleAnswer(answer: Answer, store: Pick<AnswerStore, 'writeLabel' | 'close'>): Promise<void> {
  const file = labelFile(answer);
  if (file !== undefined) await store.writeLabel(file);
  if (answer.opened_at !== undefined) await store.close(openItemKey(new Date(answer.opened_at), answer.review_id));
}
