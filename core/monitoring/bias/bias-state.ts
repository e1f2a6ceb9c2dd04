import { RowSample, type StoredRowSample } from '../sample/row-sample';
import type { BiasQuestion } from './bias-question';
import type { BiasRow } from './bias-row';
import { type BiasValue, canonicalValue, matches } from './match';
import { emptyCounts, type OutcomeCell, type OutcomeCounts, outcomeIndex } from './outcome-counts';

/** What the flip test remembers of a row. */
export interface FlipRow {
  readonly disadvantaged: boolean;
  readonly predictedPositive: boolean;
  readonly features: readonly BiasValue[];
}

/** Different rows that the flip test looks at: below it the test is exact, above it on a random sample of this size. */
export const FLIP_SAMPLE_ROWS = 5000;

/**
 * Counts from which every metric of bias follows: how many rows there are of each facet, label, prediction and group, and of each label value.
 * Exact, mergeable, and small: its size depends on the number of groups and label values, not on the rows. Only the flip test needs rows,
 * of which it keeps a sample.
 */
export class BiasState {
  private readonly groups = new Map<string, OutcomeCounts>();
  /** Label value -> rows outside and inside the facet. */
  private readonly labels = new Map<string, [number, number]>();
  private sample: RowSample<FlipRow>;

  constructor(
    readonly question: BiasQuestion,
    private readonly seed = 1,
  ) {
    this.sample = new RowSample(FLIP_SAMPLE_ROWS, seed);
  }

  /** @param times how many such rows there are */
  add({ facet, label, predicted, group, features }: BiasRow, times = 1): void {
    const { positive, disadvantaged } = this.question;
    const cell: OutcomeCell = {
      disadvantaged: matches(facet, disadvantaged),
      label: label === undefined ? undefined : matches(label, positive),
      predicted: predicted === undefined ? undefined : matches(predicted, positive),
    };
    this.count(group === undefined ? '' : `=${canonicalValue(group)}`, outcomeIndex(cell), times);
    if (label !== undefined) this.countLabel(this.labelKey(label, cell.label!), cell.disadvantaged, times);
    if (features === undefined || cell.predicted === undefined) return;
    const row = { disadvantaged: cell.disadvantaged, predictedPositive: cell.predicted, features };
    this.sample.add(JSON.stringify([row.disadvantaged, row.predictedPositive, features]), row, times);
  }

  /** Of each group; rows without a value of the group variable are one group. */
  groupCounts(): readonly OutcomeCounts[] {
    return [...this.groups].sort(byKey).map(([, counts]) => counts);
  }

  /** Whether rows had values of a group variable. */
  get isGrouped(): boolean {
    return [...this.groups.keys()].some((key) => key !== '');
  }

  /** Rows outside and inside the facet for each label value, in alphabetical order of the values. */
  labelCounts(): readonly (readonly [number, number])[] {
    return [...this.labels].sort(byKey).map(([, counts]) => counts);
  }

  /** The same as `groupCounts`, by group. */
  countsByGroup(): ReadonlyMap<string, OutcomeCounts> {
    return new Map([...this.groups].sort(byKey));
  }

  /** The same as `labelCounts`, by label value. */
  countsByLabel(): ReadonlyMap<string, readonly [number, number]> {
    return new Map([...this.labels].sort(byKey));
  }

  flipSample(): RowSample<FlipRow> {
    return this.sample;
  }

  /** @returns the state of both parts, which must be about the same question; neither changes. */
  merge(other: BiasState): BiasState {
    const merged = new BiasState(this.question, this.seed);
    for (const state of [this, other]) {
      for (const [group, counts] of state.groups)
        for (const [index, value] of counts.entries()) merged.count(group, index, value);
      for (const [label, [outside, inside]] of state.labels) {
        merged.countLabel(label, false, outside);
        merged.countLabel(label, true, inside);
      }
    }
    merged.sample = this.sample.merge(other.sample);
    return merged;
  }

  /** For storage; `BiasState.read` takes it back. */
  stored(): StoredBiasState {
    return {
      question: this.question,
      seed: this.seed,
      groups: [...this.groups].sort(byKey).map(([group, counts]) => [group, [...counts]]),
      labels: [...this.labels].sort(byKey).map(([label, counts]) => [label, counts]),
      sample: this.sample.stored(),
    };
  }

  static read({ question, seed, groups, labels, sample }: StoredBiasState): BiasState {
    const state = new BiasState(question, seed);
    for (const [group, counts] of groups) state.groups.set(group, Float64Array.from(counts));
    for (const [label, [outside, inside]] of labels) state.labels.set(label, [outside, inside]);
    state.sample = RowSample.read(sample);
    return state;
  }

  /** A label with a threshold has no values to speak of, but two outcomes. */
  private labelKey(label: BiasValue, isPositive: boolean): string {
    return 'threshold' in this.question.positive ? String(isPositive) : canonicalValue(label);
  }

  private count(group: string, index: number, rows: number): void {
    let counts = this.groups.get(group);
    if (counts === undefined) {
      counts = emptyCounts();
      this.groups.set(group, counts);
    }
    counts[index]! += rows;
  }

  private countLabel(label: string, disadvantaged: boolean, rows: number): void {
    const counts = this.labels.get(label) ?? [0, 0];
    counts[disadvantaged ? 1 : 0] += rows;
    this.labels.set(label, counts);
  }
}

export interface StoredBiasState {
  readonly question: BiasQuestion;
  readonly seed: number;
  readonly groups: readonly (readonly [string, readonly number[]])[];
  readonly labels: readonly (readonly [string, readonly [number, number]])[];
  readonly sample: StoredRowSample<FlipRow>;
}

const byKey = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number =>
  one < other ? -1 : 1;
