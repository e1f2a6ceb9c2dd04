import { reviewIdOf } from '../../core/contracts/storage-layout';
import { settleAnswer } from '../../core/second-look/give-answer';
import type { Answers } from '../adapters/answers';
import type { OpenItems } from '../adapters/open-items';

/** Items looked at at a time. */
const PARALLEL_ITEMS = 16;

/** What a sweep found. */
export interface Sweep {
  /** Items that wait for an answer. */
  readonly open: number;
  /** Items that had one, and whose label and end were still to be written. */
  readonly repaired: number;
}

/**
 * Finishes answers that a crash has left half done: the item is still open though there is an answer. Writes the same bytes as the answer's own process would have,
 * under the same key, so that it may run beside it, and as often as one likes.
 * @throws AccessDenied, StorageUnavailable
 */
export async function repairLabels(desk: { readonly items: OpenItems; readonly answers: Answers }): Promise<Sweep> {
  let open = 0;
  let repaired = 0;
  let after: string | undefined;
  do {
    const { keys, next } = await desk.items.list(after);
    for (let from = 0; from < keys.length; from += PARALLEL_ITEMS) {
      const done = await Promise.all(keys.slice(from, from + PARALLEL_ITEMS).map((key) => repair(key, desk)));
      const found = done.filter((each) => each).length;
      repaired += found;
      open += done.length - found;
    }
    after = next;
  } while (after !== undefined);
  return { open, repaired };
}

/** @returns whether the item had an answer. */
async function repair(key: string, { answers }: { readonly answers: Answers }): Promise<boolean> {
  const answer = await answers.read(reviewIdOf(key));
  if (answer === undefined) return false;
  // A label that was given without having been asked for knows of no open item: this one ends with it all the same.
  await settleAnswer(answer, answers);
  await answers.close(key);
  return true;
}
