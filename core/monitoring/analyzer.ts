import type { ColumnBatch } from '../table/column-batch';

/** How near a metric is to the truth of the window. */
export type Accuracy =
  /** The same whatever the parts and their order. */
  | { readonly kind: 'exact' }
  /** Off by no more than the bound says. */
  | { readonly kind: 'bounded'; readonly bound: string }
  /** Of a seeded sample of at most so many rows; exact for fewer. */
  | { readonly kind: 'sampled'; readonly rows: number };

/** What an analyzer knows of the column before the first value comes. */
export interface ColumnSubject {
  readonly name: string;
  /** Of every random choice. */
  readonly seed: number;
  /** Values of the baseline in ascending order, against which current values are counted. */
  readonly baselineValues?: Float64Array;
  /** Categories of the baseline; they are counted however many values there are. */
  readonly baselineCategories?: readonly string[];
}

/**
 * What an analyzer has learnt of a column. States of parts merge into the state of the whole; `store` writes a JSON value that the
 * analyzer's `read` takes back, so that parts can be analysed elsewhere.
 */
export interface ColumnState<Self, Stored> {
  /** Takes the first rows of a batch in. */
  add(column: ColumnBatch, rows: number): void;
  /** Takes another part's state in, which does not change. */
  merge(other: Self): void;
  store(): Stored;
}

/** Computes one mergeable state of a column. */
export interface ColumnAnalyzer<State extends ColumnState<State, Stored>, Stored = unknown> {
  readonly name: string;
  /** What comes of its state, and how near that is. */
  readonly metrics: Readonly<Record<string, Accuracy>>;
  open(subject: ColumnSubject): State;
  /** @throws TypeError or RangeError for what `store` did not write */
  read(stored: Stored, subject: ColumnSubject): State;
}
