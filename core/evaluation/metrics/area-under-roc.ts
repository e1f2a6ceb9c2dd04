import type { Ranking } from './ranking';

/**
 * Area under the ROC curve: the probability that a positive row ranks above a negative one, equal scores counting half (Mann and Whitney,
 * Ann. Math. Stat. 18, 1947; Hanley and McNeil, Radiology 143, 1982).
 * @returns undefined where all rows are of one kind: there is no pair to compare
 */
export function areaUnderRoc({ steps, positives, negatives }: Ranking): number | undefined {
  if (positives === 0 || negatives === 0) return undefined;
  let positivesAbove = 0;
  let pairs = 0;
  for (const step of steps) {
    pairs += step.negatives * (positivesAbove + step.positives / 2);
    positivesAbove += step.positives;
  }
  return pairs / positives / negatives;
}
