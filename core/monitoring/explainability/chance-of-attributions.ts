import { SeededRandom } from '../../seeded-random';
import { attributionNdcg } from './attribution-drift';
import type { AttributionRows } from './attribution-rows';
import type { GlobalAttribution } from './attribution-state';

/** How far chance alone takes the order of importance, and how surprising the one found is. */
export interface ChanceOfAttributions {
  /** Share of random divisions of the pooled rows whose nDCG is as low. */
  readonly pValue: number;
  /** The highest nDCG that chance reaches so seldom that it would alarm. */
  readonly critical: number;
}

export interface AttributionsQuestion {
  readonly baseline: AttributionRows;
  /** Of the same features. */
  readonly current: AttributionRows;
  /** Which output of the model. */
  readonly label: number;
  /** Chance of a false alarm, for this label. */
  readonly level: number;
  readonly seed: number;
}

const PERMUTATIONS = 999;
/** Equal gains that were summed in another order differ in their last digits. */
const TOLERANCE = 1e-12;

/**
 * Permutation test of the order of importance: the rows of baseline and window are pooled and dealt anew, and what counts is the nDCG of one part against the
 * other. Exact where nothing has changed, whatever the sizes: with a dozen rows, or with features that matter nearly alike, nDCG is below Clarify's 0.9 by chance, and here
 * it shows.
 */
export function chanceOfAttributions(question: AttributionsQuestion): ChanceOfAttributions {
  const { baseline, current, label, level, seed } = question;
  const { features } = baseline;
  const [before, now] = [baseline.rows, ordered(current, features)].map((rows) =>
    rows.map((row) => row.slice(label * features.length, (label + 1) * features.length)),
  ) as [number[][], number[][]];
  const gainOf = (one: readonly number[][], other: readonly number[][]) =>
    attributionNdcg(meanOf(one, features), meanOf(other, features));
  const observed = gainOf(before, now);
  const random = new SeededRandom(seed, 'attribution-rows', label, before.length, now.length);
  const pooled = [...before, ...now];
  const dealt = Float64Array.from({ length: PERMUTATIONS }, () => {
    const shuffled = random.shuffled(pooled);
    return gainOf(shuffled.slice(0, before.length), shuffled.slice(before.length));
  }).sort();
  const shareUpTo = (gain: number): number =>
    (1 + dealt.filter((each) => each <= gain + TOLERANCE).length) / (PERMUTATIONS + 1);
  // Values come in order: the last one that is rare enough. Where even the lowest is common, only what lies below it would do.
  const rank = Math.max(0, Math.ceil(level * (PERMUTATIONS + 1)) - 2);
  const critical = dealt.slice(0, rank + 1).findLast((gain) => shareUpTo(gain) < level) ?? dealt[0]!;
  return { pValue: shareUpTo(observed), critical };
}

/** Rows of the same features, in another order of them. */
function ordered({ features, rows }: AttributionRows, wanted: readonly string[]): readonly (readonly number[])[] {
  const places = wanted.map((name) => features.indexOf(name));
  const width = features.length;
  return rows.map((row) =>
    Array.from({ length: row.length / width }, (_, label) => places.map((place) => row[label * width + place]!)).flat(),
  );
}

function meanOf(rows: readonly (readonly number[])[], features: readonly string[]): GlobalAttribution {
  const sums = new Float64Array(features.length);
  for (const row of rows) for (let feature = 0; feature < sums.length; feature += 1) sums[feature]! += row[feature]!;
  return Object.fromEntries(features.map((name, feature) => [name, sums[feature]! / rows.length]));
}
