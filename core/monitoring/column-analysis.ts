import type { ColumnBatch } from '../table/column-batch';
import type { ColumnAnalyzer, ColumnState, ColumnSubject } from './analyzer';
import { COLUMN_ANALYZER_KEYS, COLUMN_ANALYZERS, type ColumnAnalyzerKey, type ColumnStates } from './column-analyzers';

export type StoredColumn = Readonly<Record<ColumnAnalyzerKey, unknown>>;

/** All that the analyzers know of one column. */
export class ColumnAnalysis {
  private constructor(
    readonly subject: ColumnSubject,
    readonly states: ColumnStates,
  ) {}

  static open(subject: ColumnSubject): ColumnAnalysis {
    return new ColumnAnalysis(
      subject,
      statesOf((key) => COLUMN_ANALYZERS[key].open(subject)),
    );
  }

  /** @throws TypeError or RangeError for what `store` did not write */
  static read(stored: StoredColumn, subject: ColumnSubject): ColumnAnalysis {
    return new ColumnAnalysis(
      subject,
      statesOf((key) => (COLUMN_ANALYZERS[key] as ColumnAnalyzer<AnyState>).read(stored[key], subject)),
    );
  }

  add(column: ColumnBatch, rows: number): void {
    for (const key of COLUMN_ANALYZER_KEYS) this.states[key].add(column, rows);
  }

  merge(other: ColumnAnalysis): void {
    for (const key of COLUMN_ANALYZER_KEYS) (this.states[key] as AnyState).merge(other.states[key] as AnyState);
  }

  store(): StoredColumn {
    const entries = COLUMN_ANALYZER_KEYS.map((key) => [key, (this.states[key] as AnyState).store()]);
    return Object.fromEntries(entries) as StoredColumn;
  }
}

type AnyState = ColumnState<AnyState, unknown>;

function statesOf(make: (key: ColumnAnalyzerKey) => unknown): ColumnStates {
  return Object.fromEntries(COLUMN_ANALYZER_KEYS.map((key) => [key, make(key)])) as unknown as ColumnStates;
}
