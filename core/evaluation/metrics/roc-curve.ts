import { ratio } from './f-score';
import type { Ranking } from './ranking';

export interface RocPoint {
  readonly falsePositiveRate: number;
  readonly truePositiveRate: number;
}

/**
 * A point for each distinct score from the highest down, between (0, 0) and (1, 1). A rate of a kind that has no rows is 0 up to the last
 * point.
 */
export function rocCurve({ steps, positives, negatives }: Ranking): RocPoint[] {
  const points = [{ falsePositiveRate: 0, truePositiveRate: 0 }];
  let [above, wronglyAbove] = [0, 0];
  for (const step of steps) {
    above += step.positives;
    wronglyAbove += step.negatives;
    points.push({ falsePositiveRate: ratio(wronglyAbove, negatives), truePositiveRate: ratio(above, positives) });
  }
  points.push({ falsePositiveRate: 1, truePositiveRate: 1 });
  return points;
}
