import { BATCH_ROWS } from '../../core/table/column-batch';
import { CsvRecordScanner } from '../../core/table/csv-record-scanner';
import { markLength } from '../../core/table/note-encoding';
import { TableBatch } from '../../core/table/table-batch';
import { RowsInvalid } from './rows-invalid';

/** Some rows of a body of comma-separated values. */
export interface RowBatch {
  /** Filled anew for the next batch. */
  readonly batch: TableBatch;
  /** Rows before the batch. */
  readonly firstRow: number;
}

const BLANK = 0x20;

/** How many cells the first row has; 0 where there is no row. @throws RowsInvalid for a quote out of place */
export function widthOf(bytes: Buffer): number {
  const start = skipBlankLines(bytes, markLength(bytes));
  if (start >= bytes.length) return 0;
  const scanner = new CsvRecordScanner();
  if (scanner.scan(bytes, start, bytes.length, true, [], 0, 0) !== 'complete') throw quoteFault(1);
  return scanner.fields;
}

/**
 * The rows of comma-separated values without a header (RFC 4180): cells may be quoted, an empty cell and `NaN` are missing, blank lines and a
 * byte-order mark are skipped.
 * @param names of the columns, in order
 * @throws RowsInvalid for a row of another length, or a quote out of place
 */
export function* rowBatches(bytes: Buffer, names: readonly string[]): Generator<RowBatch> {
  const scanner = new CsvRecordScanner();
  const batch = new TableBatch(names);
  let firstRow = 0;
  let at = skipBlankLines(bytes, markLength(bytes));
  while (at < bytes.length) {
    const row = firstRow + batch.rowCount + 1;
    if (scanner.scan(bytes, at, bytes.length, true, batch.columns, 0, batch.rowCount) !== 'complete')
      throw quoteFault(row);
    if (scanner.fields !== names.length)
      throw new RowsInvalid(`Row ${row} has ${cells(scanner.fields)} instead of ${names.length}.`);
    batch.rowCount += 1;
    // A table of one column has rows that look blank: a missing value each.
    at = names.length === 1 ? scanner.next : skipBlankLines(bytes, scanner.next);
    if (batch.rowCount < BATCH_ROWS && at < bytes.length) continue;
    yield { batch, firstRow };
    firstRow += batch.rowCount;
    batch.rowCount = 0;
  }
}

const cells = (count: number): string => (count === 1 ? '1 cell' : `${count} cells`);

const quoteFault = (row: number): RowsInvalid =>
  new RowsInvalid(`Row ${row} has a quote that is never closed, or text behind a closing quote.`);

/** Where the next line that is not blank begins. */
function skipBlankLines(bytes: Buffer, from: number): number {
  let start = from;
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at]!;
    if (byte > BLANK) return start;
    if (byte === 0x0a) start = at + 1;
  }
  return bytes.length;
}
