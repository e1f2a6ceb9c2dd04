import type { SeededRandom } from '../../seeded-random';
import { attributionNdcg } from './attribution-drift';
import type { GlobalAttribution } from './attribution-state';

/** How important features are, row by row: attributions in the order of `features`. */
type Attributions = readonly (readonly number[])[];

export interface OrderQuestion {
  readonly features: readonly string[];
  readonly baseline: Attributions;
  readonly current: Attributions;
  /** Chance of a false alarm. */
  readonly level: number;
  /** Deals the rows. */
  readonly random: SeededRandom;
}

/** How far chance alone takes the order of importance, and how surprising the one found is. */
export interface ChanceOfOrder {
  /** nDCG of the window against the baseline. */
  readonly gain: number;
  /** Share of random divisions of the pooled rows whose nDCG is as low. */
  readonly pValue: number;
  /** The highest nDCG that chance reaches so seldom that it would alarm. */
  readonly critical: number;
}

const PERMUTATIONS = 999;
/** Equal gains that were summed in another order differ in their last digits. */
const TOLERANCE = 1e-12;

/** Permutation test of the order of importance: the rows of baseline and window are pooled and dealt anew, and what counts is the nDCG of one part against the other. */
export function chanceOfOrder({ features, baseline, current, level, random }: OrderQuestion): ChanceOfOrder {
  const gainOf = (one: Attributions, other: Attributions) =>
    attributionNdcg(meanOf(one, features), meanOf(other, features));
  const pooled = [...baseline, ...current];
  const dealt = Float64Array.from({ length: PERMUTATIONS }, () => {
    const shuffled = random.shuffled(pooled);
    return gainOf(shuffled.slice(0, baseline.length), shuffled.slice(baseline.length));
  }).sort();
  const shareUpTo = (gain: number): number =>
    (1 + dealt.filter((each) => each <= gain + TOLERANCE).length) / (PERMUTATIONS + 1);
  // Values come in order: the last one that is rare enough. Where even the lowest is common, only what lies below it would do.
  const rank = Math.max(0, Math.ceil(level * (PERMUTATIONS + 1)) - 2);
  const critical = dealt.slice(0, rank + 1).findLast((gain) => shareUpTo(gain) < level) ?? dealt[0]!;
  const gain = gainOf(baseline, current);
  return { gain, pValue: shareUpTo(gain), critical };
}

function meanOf(rows: Attributions, features: readonly string[]): GlobalAttribution {
  const sums = new Float64Array(features.length);
  for (const row of rows) for (let feature = 0; feature < sums.length; feature += 1) sums[feature]! += row[feature]!;
  return Object.fromEntries(features.map((name, feature) => [name, sums[feature]! / rows.length]));
}
