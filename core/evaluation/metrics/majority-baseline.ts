import { argmax } from '../../inference/argmax';
import { type ConfusionCounts, supportOf, totalOf } from './confusion-counts';

export interface MajorityBaseline {
  /** The most frequent class among the labels; the first of equals. */
  readonly classIndex: number;
  /** The accuracy of always saying it. */
  readonly accuracy: number;
}

/**
 * What a model has to beat: always saying the most frequent class of the very rows it is evaluated on. (Model Monitor's
 * `*_best_constant_classifier` is something else: see `model-quality`.)
 * @param counts of at least one row
 */
export function majorityBaseline(counts: ConfusionCounts): MajorityBaseline {
  const support = supportOf(counts);
  const classIndex = argmax(support);
  return { classIndex, accuracy: support[classIndex]! / totalOf(counts) };
}
