import type { ModelPrediction } from '../../contracts/model-evidence';
import { argmax } from '../../inference/argmax';
import { type PairedDifference, pairedDifference } from '../statistics/paired-difference-interval';

/** Two models beside each other, on the images that both have answered. */
export interface ModelComparison extends PairedDifference {
  readonly rows: number;
  readonly candidateOnly: number;
  readonly releasedOnly: number;
}

/**
 * Compares the candidate with the released model image by image. An image counts where both have answered the very same one: the same file,
 * and the same content by its ETag; a label that has been corrected since counts as it is now.
 * @returns undefined where they have no image in common
 */
export function compareModels(
  candidate: readonly ModelPrediction[],
  released: Iterable<ModelPrediction>,
): ModelComparison | undefined {
  const answered = new Map<string, ModelPrediction>();
  for (const row of released) answered.set(identity(row), row);
  let [rows, candidateOnly, releasedOnly] = [0, 0, 0];
  for (const row of candidate) {
    const other = answered.get(identity(row));
    if (other === undefined) continue;
    rows += 1;
    const right = argmax(row.probabilities) === row.label;
    const otherRight = argmax(other.probabilities) === row.label;
    if (right && !otherRight) candidateOnly += 1;
    if (!right && otherRight) releasedOnly += 1;
  }
  if (rows === 0) return undefined;
  const difference = pairedDifference({ rows, firstOnly: candidateOnly, secondOnly: releasedOnly });
  return { rows, candidateOnly, releasedOnly, ...difference };
}

const identity = ({ file, etag }: ModelPrediction): string => `${file}\n${etag}`;
