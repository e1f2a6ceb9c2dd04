import { groundTruthKey, groundTruthRecord } from '../capture/ground-truth-record';
import type { Answer } from '../contracts/answer';
import { GROUND_TRUTH_PREFIX } from '../contracts/storage-layout';

/** A ground-truth file in the capture bucket. */
export interface LabelFile {
  readonly key: string;
  readonly text: string;
}

/**
 * The ground-truth file of one answer. It follows from the answer alone: whoever writes it, and whenever, writes the same bytes under the same key, in the hour
 * that the label was collected in.
 * @returns undefined for `none-of-these` and `cannot-tell`, which are no labels.
 */
export function labelFile(answer: Answer): LabelFile | undefined {
  if (answer.class_index === undefined) return undefined;
  const record = groundTruthRecord(answer.review_id, answer.class_index);
  const name = encodeURIComponent(answer.review_id);
  return {
    key: groundTruthKey(GROUND_TRUTH_PREFIX, new Date(answer.answered_at), name),
    text: `${JSON.stringify(record)}\n`,
  };
}
