import type { BiasQuestion } from '../bias/bias-question';
import { BiasState } from '../bias/bias-state';
import type { Segment } from './endpoint-subject';

/** How many values of one kind of segment are followed, as many as a day has hours; beyond them it is no segment but an id. */
const MOST_VALUES = 24;

/** What a segment's bias is about: right is the true outcome, accepted the service's; so a wrong image that is accepted is a false positive. */
export const segmentQuestion = ({ name, value }: Segment): BiasQuestion => ({
  label: 'correct',
  positive: { values: [1] },
  facet: name,
  disadvantaged: { values: [value] },
});

interface SegmentRow {
  readonly segments: readonly Segment[];
  readonly isAccepted: boolean;
  /** Undefined where nobody has labelled the image. */
  readonly isCorrect: boolean | undefined;
}

/** One count: rows of a kind of segment with one value, outcome and truth. */
type StoredCount = readonly [name: string, value: string, accepted: 0 | 1, correct: 0 | 1 | null, rows: number];
export type StoredSegments = readonly StoredCount[];

/**
 * Counts from which the bias of every segment follows, whichever values turn up: a window does not know beforehand which sites it will see.
 */
export class SegmentCounts {
  private readonly counts = new Map<string, number>();

  add({ segments, isAccepted, isCorrect }: SegmentRow): void {
    const correct = isCorrect === undefined ? null : isCorrect ? 1 : 0;
    for (const { name, value } of segments) this.count([name, value, isAccepted ? 1 : 0, correct], 1);
  }

  merge(other: SegmentCounts): void {
    for (const [key, rows] of other.counts) this.counts.set(key, (this.counts.get(key) ?? 0) + rows);
  }

  stored(): StoredSegments {
    return [...this.counts].sort().map(([key, rows]) => [...JSON.parse(key), rows] as unknown as StoredCount);
  }

  static read(stored: StoredSegments): SegmentCounts {
    const read = new SegmentCounts();
    for (const [name, value, accepted, correct, rows] of stored) read.count([name, value, accepted, correct], rows);
    return read;
  }

  /** Segments with at least so many rows, inside and outside; kinds with very many values are left out. */
  segments(leastRows: number): Segment[] {
    const byName = new Map<string, Map<string, number>>();
    for (const [name, value, , , rows] of this.stored()) {
      const values = byName.get(name) ?? new Map<string, number>();
      byName.set(name, values.set(value, (values.get(value) ?? 0) + rows));
    }
    return [...byName].flatMap(([name, values]) => {
      const total = [...values.values()].reduce((sum, rows) => sum + rows, 0);
      if (values.size > MOST_VALUES) return [];
      const large = [...values].filter(([, rows]) => rows >= leastRows && total - rows >= leastRows);
      return large.map(([value]) => ({ name, value }));
    });
  }

  /** Whether there is a row of this segment. */
  has({ name, value }: Segment): boolean {
    return this.stored().some(([otherName, otherValue]) => otherName === name && otherValue === value);
  }

  /** The counts of one segment against all other values of its kind. */
  biasOf(segment: Segment, seed: number): BiasState {
    const state = new BiasState(segmentQuestion(segment), seed);
    for (const [name, value, accepted, correct, rows] of this.stored()) {
      if (name !== segment.name) continue;
      state.add({ facet: value, predicted: accepted, label: correct ?? undefined }, rows);
    }
    return state;
  }

  private count(key: readonly [string, string, 0 | 1, 0 | 1 | null], rows: number): void {
    const text = JSON.stringify(key);
    this.counts.set(text, (this.counts.get(text) ?? 0) + rows);
  }
}
