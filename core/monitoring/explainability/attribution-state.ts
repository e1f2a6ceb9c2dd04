import { ExplainabilityError } from './explainability-error';

/** How much each feature matters for one label: mean |SHAP| over rows, by feature. */
export type GlobalAttribution = Readonly<Record<string, number>>;

/** Sums of |SHAP| over rows, which merge: one file, a folder, or many files on many machines give one attribution (exact, up to rounding). */
export class AttributionState {
  private rows = 0;
  private readonly sums: number[][];

  /**
   * @param features names, in the order of a row's values
   * @param labels how many outputs are explained
   */
  constructor(
    readonly features: readonly string[],
    readonly labels: number,
  ) {
    this.sums = Array.from({ length: labels }, () => new Array<number>(features.length).fill(0));
  }

  get rowCount(): number {
    return this.rows;
  }

  /** @param values `values[label][feature]` of one row */
  add(values: readonly (readonly number[])[]): void {
    this.rows += 1;
    for (const [label, sums] of this.sums.entries())
      for (let feature = 0; feature < sums.length; feature += 1) sums[feature]! += Math.abs(values[label]![feature]!);
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
    const merged = new AttributionState(this.features, this.labels);
    merged.rows = this.rows + other.rows;
    for (const [label, sums] of merged.sums.entries())
      for (let feature = 0; feature < sums.length; feature += 1)
        sums[feature] = this.sums[label]![feature]! + other.sums[label]![feature]!;
    return merged;
  }

  /** Mean |SHAP| for each label; all 0 where no row was explained. */
  global(): readonly GlobalAttribution[] {
    return this.sums.map((sums) =>
      Object.fromEntries(this.features.map((name, at) => [name, this.rows === 0 ? 0 : sums[at]! / this.rows])),
    );
  }

  /** For storage; `AttributionState.read` takes it back. */
  stored(): StoredAttribution {
    return { features: this.features, rows: this.rows, sums: this.sums.map((each) => [...each]) };
  }

  static read({ features, rows, sums }: StoredAttribution): AttributionState {
    const state = new AttributionState(features, sums.length);
    state.rows = rows;
    for (const [label, each] of sums.entries()) state.sums[label] = [...each];
    return state;
  }
}

export interface StoredAttribution {
  readonly features: readonly string[];
  readonly rows: number;
  readonly sums: readonly (readonly number[])[];
}
