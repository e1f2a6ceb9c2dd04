/** All rows that share a score. */
export interface RankingStep {
  readonly score: number;
  readonly positives: number;
  readonly negatives: number;
}

/** Rows of two kinds, ranked by a score from the highest down; rows of equal score are one step. */
export interface Ranking {
  readonly steps: readonly RankingStep[];
  readonly positives: number;
  readonly negatives: number;
}

export interface RankedRow {
  readonly score: number;
  readonly positive: boolean;
}

export function rank(rows: readonly RankedRow[]): Ranking {
  const sorted = [...rows].sort((one, other) => other.score - one.score);
  const steps: { score: number; positives: number; negatives: number }[] = [];
  for (const { score, positive } of sorted) {
    let step = steps.at(-1);
    if (step?.score !== score) {
      step = { score, positives: 0, negatives: 0 };
      steps.push(step);
    }
    if (positive) step.positives += 1;
    else step.negatives += 1;
  }
  const positives = steps.reduce((sum, step) => sum + step.positives, 0);
  return { steps, positives, negatives: rows.length - positives };
}
