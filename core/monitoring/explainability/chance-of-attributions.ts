import { SeededRandom } from '../../seeded-random';
import type { AttributionRows } from './attribution-rows';
import { type ChanceOfOrder, chanceOfOrder } from './chance-of-order';

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

/**
 * Permutation test of the order of importance: the rows of baseline and window are pooled and dealt anew, and what counts is the nDCG of one part against the
 * other. Exact where nothing has changed, whatever the sizes: with a dozen rows, or with features that matter nearly alike, nDCG is below Clarify's 0.9 by chance, and here
 * it shows.
 */
export function chanceOfAttributions(question: AttributionsQuestion): ChanceOfOrder {
  const { baseline, current, label, level, seed } = question;
  const { features } = baseline;
  const [before, now] = [baseline.rows, ordered(current, features)].map((rows) =>
    rows.map((row) => row.slice(label * features.length, (label + 1) * features.length)),
  ) as [number[][], number[][]];
  const random = new SeededRandom(seed, 'attribution-rows', label, before.length, now.length);
  return chanceOfOrder({ features, baseline: before, current: now, level, random });
}

/** Rows of the same features, in another order of them. */
function ordered({ features, rows }: AttributionRows, wanted: readonly string[]): readonly (readonly number[])[] {
  const places = wanted.map((name) => features.indexOf(name));
  const width = features.length;
  return rows.map((row) =>
    Array.from({ length: row.length / width }, (_, label) => places.map((place) => row[label * width + place]!)).flat(),
  );
}
