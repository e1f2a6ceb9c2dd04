import { argmax } from '../../inference/argmax';
import { type ConfusionCounts, supportOf } from '../metrics/confusion-counts';

/** The confusion that a classifier would have that always says one class. */
export function constantClassifier(counts: ConfusionCounts, classIndex: number): ConfusionCounts {
  return supportOf(counts).map((support) => counts.map((_, predicted) => (predicted === classIndex ? support : 0)));
}

/**
 * The class of the constant classifier in Model Monitor's files. With two classes it is class 1, whatever the majority, as the service has
 * it (its documented example of the multiclass form does so too, with 1,690 rows of class 0 and 406 of class 1). With more, where the
 * service documents nothing, it is the most frequent class, which is the best constant.
 */
export const constantClassOf = (counts: ConfusionCounts): number =>
  counts.length === 2 ? 1 : argmax(supportOf(counts));
