import { SeededRandom } from '../../seeded-random';
import { hashOf } from '../../table/inference-ids';
import { BottomSample } from '../sketch/bottom-sample';
import type { AttributionRows } from './attribution-rows';
import { ExplainabilityError } from './explainability-error';

/** How much each feature matters for one label: mean |SHAP| over rows, by feature. */
export type GlobalAttribution = Readonly<Record<string, number>>;

/** Windows like this one that are drawn beside it, for p-values. */
const REPLICATES = 100;

/** Rows that are kept as they are, for a test of chance: more hardly sharpen it. */
export const TESTED_ROWS = 1000;

/** Cumulative Poisson(1): how often a row is in a replicate. Above 6 comes once in 10,000 rows, and is taken for 6. */
const POISSON_STEPS = [0.36788, 0.73576, 0.9197, 0.98101, 0.99634, 0.99941];

/**
 * Sums of |SHAP| over rows, which merge: one file, a folder, or many files on many machines give one attribution (exact, up to rounding). Beside
 * them stand a hundred resampled sums, the Poisson bootstrap: how often a row is in one is drawn from the row's identity, so these too are the same
 * however the rows came. A seeded sample of a thousand rows is kept, row by row.
 */
export class AttributionState {
  private rows = 0;
  /** For each label, sums by feature: first of the rows as they are, then of each replicate. */
  private readonly sums: Float64Array[];
  private readonly sample: BottomSample;

  /**
   * @param features names, in the order of a row's values
   * @param labels how many outputs are explained
   */
  constructor(
    readonly features: readonly string[],
    readonly labels: number,
    private readonly seed = 1,
  ) {
    this.sums = Array.from({ length: labels }, () => new Float64Array(features.length * (1 + REPLICATES)));
    this.sample = new BottomSample(TESTED_ROWS, features.length * labels);
  }

  get rowCount(): number {
    return this.rows;
  }

  /**
   * @param identity what makes the row this row, such as its inference id
   * @param values `values[label][feature]` of the row
   */
  add(identity: string, values: readonly (readonly number[])[]): void {
    this.rows += 1;
    this.sample.add(hashOf(identity, this.seed), values.flat().map(Math.abs));
    const random = new SeededRandom(this.seed, identity);
    const width = this.features.length;
    for (let replicate = 0; replicate <= REPLICATES; replicate += 1) {
      const times = replicate === 0 ? 1 : poissonOfOne(random.fraction());
      if (times === 0) continue;
      for (const [label, sums] of this.sums.entries())
        for (let feature = 0; feature < width; feature += 1)
          sums[replicate * width + feature]! += times * Math.abs(values[label]![feature]!);
    }
  }

  /**
   * @returns the state of both parts; neither changes
   * @throws ExplainabilityError AttributionsInvalid where the two are about different features or labels
   */
  merge(other: AttributionState): AttributionState {
    if (JSON.stringify([this.features, this.labels]) !== JSON.stringify([other.features, other.labels]))
      throw new ExplainabilityError(
        'AttributionsInvalid',
        'Attributions of different features or labels do not merge.',
      );
    const merged = new AttributionState(this.features, this.labels, this.seed);
    merged.rows = this.rows + other.rows;
    merged.sample.merge(this.sample);
    merged.sample.merge(other.sample);
    for (const [label, sums] of merged.sums.entries())
      for (let at = 0; at < sums.length; at += 1) sums[at] = this.sums[label]![at]! + other.sums[label]![at]!;
    return merged;
  }

  /** Mean |SHAP| for each label; all 0 where no row was explained. */
  global(): readonly GlobalAttribution[] {
    return this.sums.map((_, label) => this.replicate(label, 0));
  }

  /** The rows themselves, or a sample of them: the same in any parts and order. */
  sampled(): AttributionRows {
    return { features: this.features, rows: this.sample.rows() };
  }

  /** Attributions of windows like this one, for one label. Their scale is a little off, each by its number of rows; their order counts. */
  resampled(label: number): readonly GlobalAttribution[] {
    return Array.from({ length: REPLICATES }, (_, index) => this.replicate(label, index + 1));
  }

  /** For storage; `AttributionState.read` takes it back. */
  stored(): StoredAttribution {
    const { features, seed, rows } = this;
    return { features, seed, rows, sums: this.sums.map((each) => [...each]), sample: this.sample.entries() };
  }

  static read({ features, seed, rows, sums, sample }: StoredAttribution): AttributionState {
    const state = new AttributionState(features, sums.length, seed);
    state.rows = rows;
    for (const [label, each] of sums.entries()) state.sums[label]!.set(each);
    for (const { key, row } of sample) state.sample.add(key, row);
    return state;
  }

  private replicate(label: number, index: number): GlobalAttribution {
    const width = this.features.length;
    const rows = Math.max(1, this.rows);
    return Object.fromEntries(this.features.map((name, at) => [name, this.sums[label]![index * width + at]! / rows]));
  }
}

export interface StoredAttribution {
  readonly features: readonly string[];
  readonly seed: number;
  readonly rows: number;
  readonly sums: readonly (readonly number[])[];
  readonly sample: readonly { readonly key: number; readonly row: readonly number[] }[];
}

function poissonOfOne(fraction: number): number {
  const at = POISSON_STEPS.findIndex((step) => fraction < step);
  return at === -1 ? POISSON_STEPS.length : at;
}
