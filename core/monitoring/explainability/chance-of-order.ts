import type { SeededRandom } from '../../seeded-random';
import { orderNdcg } from './attribution-drift';

/** How important features are, row by row: attributions in the order of `features`, label by label. */
type Attributions = readonly (readonly number[])[];

export interface OrderQuestion {
  readonly features: readonly string[];
  /** Outputs of the model. */
  readonly labels: number;
  readonly baseline: Attributions;
  readonly current: Attributions;
  /** Chance of a false alarm, over all labels together. */
  readonly level: number;
  /** Deals the rows. */
  readonly random: SeededRandom;
}

/** How far chance alone takes the order of importance of one label, and how surprising the one found is. */
export interface ChanceOfOrder {
  /** nDCG of the window against the baseline. */
  readonly gain: number;
  /** Share of random divisions of the pooled rows whose nDCG is as low. */
  readonly pValue: number;
  /** Share of divisions in which any label is as far below what chance makes of it: corrected for the number of labels. */
  readonly adjustedPValue: number;
  /** What lies below this nDCG alarms: chance reaches it, for any label, more seldom than the level. */
  readonly critical: number;
}

const PERMUTATIONS = 999;
/** Equal gains that were summed in another order differ in their last digits. */
const TOLERANCE = 1e-12;
/**
 * Added to the spread of each label's nDCG: of a label whose order chance never changes, the one division in a thousand that does would else count for as much
 * as any drift. A hundredth is a tenth of how far nDCG has to fall below 1 before Clarify alarms.
 */
const LEAST_SPREAD = 0.01;

/**
 * Permutation test of the order of importance: the rows of baseline and window are pooled and dealt anew, and what counts is the nDCG of one part against the other. All
 * labels are dealt together, and each is compared with the worst label of every division, in multiples of its own spread (Westfall and Young's maxT). So a p-value of 1 in 1000
 * stays one, however many labels there are; multiplied by their number, as Holm does, that of fifty could never be below 5 %.
 * @returns one a label
 */
export function chanceOfOrder(question: OrderQuestion): ChanceOfOrder[] {
  const { baseline, current, level, random } = question;
  const pooled = [...baseline, ...current];
  const found = gainsOf(question, baseline, current);
  const divisions = Array.from({ length: PERMUTATIONS }, () => {
    const shuffled = random.shuffled(pooled);
    return gainsOf(question, shuffled.slice(0, baseline.length), shuffled.slice(baseline.length));
  });
  const scales = found.map((_, label) => scaleOf(divisions.map((gains) => gains[label]!)));
  const depth = (gain: number, { mean, spread }: Scale): number => (mean - gain) / spread;
  const deepest = Float64Array.from(divisions, (gains) =>
    gains.reduce((most, gain, label) => Math.max(most, depth(gain, scales[label]!)), Number.NEGATIVE_INFINITY),
  ).sort();
  const limit = quietDepth(deepest, level);
  return found.map((gain, label) => {
    const scale = scales[label]!;
    const asLow = divisions.filter((gains) => gains[label]! <= gain + TOLERANCE).length;
    return {
      gain,
      pValue: (1 + asLow) / (PERMUTATIONS + 1),
      adjustedPValue: shareFrom(deepest, depth(gain, scale)),
      critical: scale.mean - limit * scale.spread,
    };
  });
}

interface Scale {
  readonly mean: number;
  readonly spread: number;
}

function scaleOf(values: readonly number[]): Scale {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, spread: Math.sqrt(squares / values.length) + LEAST_SPREAD };
}

/** Depths that differ by this are of the same gain. */
const DEPTH_TOLERANCE = TOLERANCE / LEAST_SPREAD;

/** Share of divisions that are as deep; one is added to both sides, for the division that was found. */
const shareFrom = (deepest: Float64Array, depth: number): number =>
  (1 + deepest.filter((each) => each >= depth - DEPTH_TOLERANCE).length) / (PERMUTATIONS + 1);

/** The greatest depth that is not rare enough: what is deeper alarms. */
const quietDepth = (deepest: Float64Array, level: number): number =>
  deepest.findLast((depth) => shareFrom(deepest, depth) >= level)!;

/** nDCG of one part against another, label by label. */
function gainsOf({ features, labels }: OrderQuestion, one: Attributions, other: Attributions): number[] {
  const [before, now] = [meansOf(one, features.length * labels), meansOf(other, features.length * labels)];
  return Array.from({ length: labels }, (_, label) => {
    const [from, to] = [label * features.length, (label + 1) * features.length];
    return orderNdcg(before.subarray(from, to), now.subarray(from, to));
  });
}

function meansOf(rows: Attributions, width: number): Float64Array {
  const sums = new Float64Array(width);
  for (const row of rows) for (let at = 0; at < width; at += 1) sums[at]! += row[at]!;
  return sums.map((sum) => sum / rows.length);
}
