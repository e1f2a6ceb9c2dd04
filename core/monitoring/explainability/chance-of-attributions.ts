import { SeededRandom } from '../../seeded-random';
import type { AttributionRows } from './attribution-rows';
import { type ChanceOfOrder, chanceOfOrder } from './chance-of-order';

export interface AttributionsQuestion {
  readonly baseline: AttributionRows;
  /** Of the same features. */
  readonly current: AttributionRows;
  /** Chance of a false alarm, over all labels together. */
  readonly level: number;
  readonly seed: number;
}

/**
 * Permutation test of the order of importance: the rows of baseline and window are pooled and dealt anew, and what counts is the nDCG of one part against the
 * other. Exact where nothing has changed, whatever the sizes: with a dozen rows, or with features that matter nearly alike, nDCG is below Clarify's 0.9 by chance, and here
 * it shows.
 * @returns one a label
 */
export function chanceOfAttributions({ baseline, current, level, seed }: AttributionsQuestion): ChanceOfOrder[] {
  const { features, rows: before } = baseline;
  const now = ordered(current, features);
  const labels = (before[0]?.length ?? 0) / features.length;
  // 0: so that a model of one output keeps the p-values that it had when each output was dealt for itself.
  const random = new SeededRandom(seed, 'attribution-rows', 0, before.length, now.length);
  return chanceOfOrder({ features, labels, baseline: before, current: now, level, random });
}

/** Rows of the same features, in another order of them. */
function ordered({ features, rows }: AttributionRows, wanted: readonly string[]): readonly (readonly number[])[] {
  const places = wanted.map((name) => features.indexOf(name));
  const width = features.length;
  return rows.map((row) =>
    Array.from({ length: row.length / width }, (_, label) => places.map((place) => row[label * width + place]!)).flat(),
  );
}
