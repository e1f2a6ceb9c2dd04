import { type ConfusionCounts, predictedOf, supportOf } from './confusion-counts';
import { fScore, ratio } from './f-score';

export interface ClassMetrics {
  /** Of the rows predicted as this class, the share that is; 0 where it was never predicted (0/0). */
  readonly precision: number;
  /** Of the rows of this class, the share predicted as it; 0 where there is none (0/0). */
  readonly recall: number;
  /** The harmonic mean of both; 0 where both are 0. */
  readonly f1: number;
  /** Rows of this class by their labels. */
  readonly support: number;
  /** Rows predicted as this class. */
  readonly predicted: number;
}

/** Precision, recall and F1 of each class, by class index. */
export function classMetrics(counts: ConfusionCounts): ClassMetrics[] {
  const support = supportOf(counts);
  const predicted = predictedOf(counts);
  return counts.map((row, index) => {
    const precision = ratio(row[index]!, predicted[index]!);
    const recall = ratio(row[index]!, support[index]!);
    return {
      precision,
      recall,
      f1: fScore(precision, recall, 1),
      support: support[index]!,
      predicted: predicted[index]!,
    };
  });
}

export interface AverageMetrics {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/**
 * Each class counts alike. Classes that occur neither among the labels nor among the predictions are left out, as scikit-learn does: a
 * model is not to blame for a class that the test data lacks.
 */
export const macroAverage = (classes: readonly ClassMetrics[]): AverageMetrics =>
  average(classes, ({ support, predicted }) => (support + predicted > 0 ? 1 : 0));

/** Each class counts by its support; the recall is then the accuracy. */
export const weightedAverage = (classes: readonly ClassMetrics[]): AverageMetrics =>
  average(classes, ({ support }) => support);

function average(classes: readonly ClassMetrics[], weightOf: (metrics: ClassMetrics) => number): AverageMetrics {
  const whole = classes.reduce((sum, metrics) => sum + weightOf(metrics), 0);
  const mean = (value: (metrics: ClassMetrics) => number): number =>
    ratio(
      classes.reduce((sum, metrics) => sum + weightOf(metrics) * value(metrics), 0),
      whole,
    );
  return {
    precision: mean(({ precision }) => precision),
    recall: mean(({ recall }) => recall),
    f1: mean(({ f1 }) => f1),
  };
}
