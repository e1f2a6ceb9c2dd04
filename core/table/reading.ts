import { FaultList } from './fault-list';
import { InferenceIds } from './inference-ids';
import type { BatchSink } from './table-batch';

/** What became of the rows of a window. */
export class RowCounts {
  /** Rows that the files hold. */
  rows = 0;
  /** Rows handed on. */
  usedRows = 0;
  /** Captures left out because their inference was there already: a retry after a time-out leaves two. */
  duplicates = 0;
  /** Captures of another purpose than the monitor looks at. */
  otherPurpose = 0;
  /** Captures outside the window's time. */
  outsideWindow = 0;

  merge(other: RowCounts): void {
    this.rows += other.rows;
    this.usedRows += other.usedRows;
    this.duplicates += other.duplicates;
    this.otherPurpose += other.otherPurpose;
    this.outsideWindow += other.outsideWindow;
  }
}

/**
 * What the readers of a window's files share: where rows go, what was wrong, how many there were, and which inferences have been seen.
 */
export class Reading {
  readonly faults = new FaultList();
  readonly counts = new RowCounts();
  readonly inferences = new InferenceIds();

  /** Columns that a file's header names more than once; each but the first gets a number. */
  readonly repeatedNames: { readonly file: string; readonly column: string }[] = [];

  constructor(readonly sink: BatchSink) {}

  noteRepeatedNames(header: readonly string[], file: string): void {
    const names = header.map((field) => field.trim());
    for (const column of new Set(names))
      if (column !== '' && names.indexOf(column) !== names.lastIndexOf(column))
        this.repeatedNames.push({ file, column });
  }
}
