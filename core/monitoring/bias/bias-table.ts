import type { BiasState } from './bias-state';
import { countFlips, type FlipCounts } from './flip-test';
import { type OutcomeCounts, SIDE_CELLS, summed } from './outcome-counts';

/** Of one side of a facet: rows that have what a metric asks for. */
export interface SideCounts {
  /** Rows with a label, and those with a positive one. */
  readonly labelled: number;
  readonly positives: number;
  /** Rows with a prediction, and those with a positive one. */
  readonly predicted: number;
  readonly predictedPositives: number;
  /** Rows with both: the confusion matrix. */
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

/** The two sides of a facet: a outside it, d in it. */
export interface Sides {
  readonly a: SideCounts;
  readonly d: SideCounts;
}

/** Everything that the metrics of bias are computed from. */
export interface BiasTable extends Sides {
  /** The share of each label value outside and inside the facet. */
  readonly labelShares: readonly (readonly [number, number])[];
  /** By value of the group variable; undefined where there is none. */
  readonly groups?: readonly Sides[];
  /** Of the flip test; undefined where rows came without features or predictions. */
  readonly flips?: FlipCounts;
}

export function biasTable(state: BiasState): BiasTable {
  const groups = state.groupCounts();
  const whole = sides(summed(groups));
  const labelShares = state
    .labelCounts()
    .map(([outside, inside]) => [outside / whole.a.labelled, inside / whole.d.labelled] as const);
  const sample = state.flipSample();
  const flips = sample.rows().length === 0 ? undefined : countFlips(sample.rows(), sample.isPartial);
  return { ...whole, labelShares, groups: state.isGrouped ? groups.map(sides) : undefined, flips };
}

/** The table of counts alone, without label values and flip test: what a resampled window has. */
export const sides = (counts: OutcomeCounts): Sides => ({ a: side(counts, false), d: side(counts, true) });

/** Written out, for permutations ask for it a hundred thousand times: cells are label (negative, positive, none) by prediction (likewise). */
function side(counts: OutcomeCounts, disadvantaged: boolean): SideCounts {
  const from = disadvantaged ? SIDE_CELLS : 0;
  const [trueNegatives, falsePositives, negativesAlone] = [counts[from]!, counts[from + 1]!, counts[from + 2]!];
  const [falseNegatives, truePositives, positivesAlone] = [counts[from + 3]!, counts[from + 4]!, counts[from + 5]!];
  const [unlabelledNegatives, unlabelledPositives] = [counts[from + 6]!, counts[from + 7]!];
  const positives = falseNegatives + truePositives + positivesAlone;
  const predictedPositives = falsePositives + truePositives + unlabelledPositives;
  return {
    labelled: trueNegatives + falsePositives + negativesAlone + positives,
    positives,
    predicted: trueNegatives + falseNegatives + unlabelledNegatives + predictedPositives,
    predictedPositives,
    truePositives,
    falsePositives,
    trueNegatives,
    falseNegatives,
  };
}
