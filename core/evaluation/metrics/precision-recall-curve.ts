import { ratio } from './f-score';
import type { Ranking } from './ranking';

export interface PrecisionRecallPoint {
  readonly precision: number;
  readonly recall: number;
}

/**
 * A point for each distinct score from the highest down, after a first one of recall 0 and the precision of the second, as Spark's
 * BinaryClassificationMetrics, on which Model Monitor runs, begins it. Recall without positives is 0.
 */
export function precisionRecallCurve({ steps, positives }: Ranking): PrecisionRecallPoint[] {
  let [above, all] = [0, 0];
  const points = steps.map((step) => {
    above += step.positives;
    all += step.positives + step.negatives;
    return { precision: above / all, recall: ratio(above, positives) };
  });
  const first = points[0];
  return first === undefined ? [] : [{ precision: first.precision, recall: 0 }, ...points];
}
