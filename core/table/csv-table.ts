import { csvRows } from '../evaluation/test-data/csv-rows';
import { ByteCarry } from './byte-carry';
import { BATCH_ROWS } from './column-batch';
import { distinctNames, positionedNames } from './column-names';
import { CsvRecordScanner } from './csv-record-scanner';
import { isUtf16, markLength, noteEncoding } from './note-encoding';
import type { Reading } from './reading';
import { TableBatch } from './table-batch';
import type { TableReader } from './table-reader';

/** A record longer than this is a quote that was never closed. */
const MAX_RECORD_BYTES = 16 * 1024 * 1024;
const [LINE_FEED, CARRIAGE_RETURN] = [0x0a, 0x0d];

export interface CsvTableOptions {
  /** How faults call the file. */
  readonly file: string;
  /**
   * Names of the columns, e.g. the baseline's. The first record is then a header only if it holds none but these names, else the columns
   * are matched by position. Without names the first record is the header.
   */
  readonly columns?: readonly string[];
}

/** Comma-separated values: quotes, byte-order mark, Windows' line ends, missing values. A record of another length is left out and noted. */
export class CsvTable implements TableReader {
  private readonly carry = new ByteCarry();
  private readonly scanner = new CsvRecordScanner();
  private batch: TableBatch | undefined;
  /** Of the record that comes next. */
  private line = 1;
  private isBegun = false;
  private isUnreadable = false;

  constructor(
    private readonly options: CsvTableOptions,
    private readonly reading: Reading,
  ) {}

  push(piece: Uint8Array): void {
    const bytes = this.carry.join(piece);
    // Fewer bytes than a byte-order mark say nothing yet.
    const used = this.isBegun || bytes.length >= 3 ? this.read(bytes, false) : 0;
    if (used < bytes.length) this.carry.keep(bytes.subarray(used));
  }

  end(): void {
    const rest = this.carry.take();
    if (rest.length > 0) this.read(rest, true);
    this.flush();
  }

  /** @returns how many of the bytes have been read */
  private read(bytes: Buffer, isEnd: boolean): number {
    const start = this.begin(bytes);
    if (this.isUnreadable) return bytes.length;
    const firstLine = this.line;
    let at = start;
    if (this.batch === undefined) {
      const header = this.openTable(bytes, at, isEnd);
      if (header === undefined) return start;
      // Nothing but blank lines, or nothing that is CSV: there is no table.
      if (this.batch === undefined) return header;
      at = header;
    }
    const end = this.readRecords(bytes, at, isEnd);
    noteEncoding(bytes.subarray(start, end), this.options.file, firstLine, this.reading.faults);
    return end;
  }

  /** @returns where the text begins */
  private begin(bytes: Buffer): number {
    if (this.isBegun) return 0;
    this.isBegun = true;
    this.isUnreadable = isUtf16(bytes);
    if (this.isUnreadable) {
      this.reading.faults.add('FileUnreadable', 'the file is UTF-16; write it as UTF-8', this.options.file, 0);
    }
    return markLength(bytes);
  }

  /** Looks at the first record. @returns where the first row begins; undefined where the record is not all there yet */
  private openTable(bytes: Buffer, from: number, isEnd: boolean): number | undefined {
    const { columns, file } = this.options;
    let at = from;
    while (at < bytes.length && (bytes[at] === LINE_FEED || bytes[at] === CARRIAGE_RETURN)) {
      if (bytes[at] === LINE_FEED) this.line += 1;
      at += 1;
    }
    if (at >= bytes.length) return isEnd ? at : undefined;
    const status = this.scanner.scan(bytes, at, bytes.length, isEnd, [], 0, 0);
    if (status === 'incomplete' && bytes.length - at <= MAX_RECORD_BYTES) return undefined;
    if (status !== 'complete') {
      this.isUnreadable = true;
      this.reading.faults.add('FileUnreadable', 'the first record is no CSV: a quote is out of place', file, this.line);
      return bytes.length;
    }
    const { next, innerBreaks } = this.scanner;
    const [record] = csvRows(bytes.toString('utf8', at, next), file);
    const fields = record?.fields ?? [''];
    const isHeader = columns === undefined || fields.every((field) => columns.includes(field.trim()));
    if (isHeader) this.reading.noteRepeatedNames(fields, file);
    this.batch = new TableBatch(isHeader ? distinctNames(fields) : positionedNames(fields.length, columns ?? []));
    if (!isHeader) return at;
    this.line += 1 + innerBreaks;
    return next;
  }

  private readRecords(bytes: Buffer, from: number, isEnd: boolean): number {
    const { scanner } = this;
    const { faults, counts } = this.reading;
    const { file } = this.options;
    const batch = this.batch!;
    const { columns } = batch;
    const width = columns.length;
    let at = from;
    while (at < bytes.length) {
      const status = scanner.scan(bytes, at, bytes.length, isEnd, columns, 0, batch.rowCount);
      if (status === 'incomplete') {
        if (bytes.length - at <= MAX_RECORD_BYTES) break;
        scanner.scan(bytes, at, bytes.length, true, [], 0, 0);
      }
      if (status !== 'complete') {
        counts.rows += 1;
        faults.add('UnclosedQuote', 'a quote is never closed, or text follows it', file, this.line);
      } else if (scanner.fields === 1 && isBlank(bytes, at, scanner.next)) {
        // A blank line is no row, as elsewhere.
      } else if (scanner.fields === width) {
        counts.rows += 1;
        batch.rowCount += 1;
        if (batch.rowCount === BATCH_ROWS) this.flush();
      } else {
        counts.rows += 1;
        faults.add('FieldCount', `the record has ${scanner.fields} fields, the table ${width}`, file, this.line);
      }
      at = scanner.next;
      this.line += 1 + scanner.innerBreaks;
    }
    return at;
  }

  private flush(): void {
    if (this.batch === undefined || this.batch.rowCount === 0) return;
    this.reading.counts.usedRows += this.batch.rowCount;
    this.reading.sink(this.batch);
    this.batch.rowCount = 0;
  }
}

function isBlank(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (bytes[at]! > 0x20) return false;
  return true;
}
