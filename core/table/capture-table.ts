import type { CaptureRecord } from '../capture/capture-record';
import { inferenceIdentity } from '../capture/inference-identity';
import { captureRecordOf } from '../capture/read-capture-records';
import { type CaptureColumnNames, CaptureColumns } from './capture-columns';
import { type CaptureFilter, filterCapture } from './capture-filter';
import { exchangedRows } from './capture-rows';
import { LineReader } from './line-reader';
import type { Reading } from './reading';
import { RowTable } from './row-table';
import type { TableReader } from './table-reader';
import { UsualCaptures } from './usual-captures';

export interface CaptureTableOptions extends CaptureColumnNames, CaptureFilter {
  /** How faults call the file, e.g. its key. */
  readonly file: string;
}

/**
 * Data captures as a table: columns of the output first, then those of the input. A capture may hold many rows. Pictures are no columns.
 * Of two captures of one inference the first counts.
 */
export class CaptureTable implements TableReader {
  private readonly lines: LineReader;
  private readonly table: RowTable;
  private readonly usual: UsualCaptures;
  private readonly output: CaptureColumns;
  private readonly input: CaptureColumns;

  constructor(
    private readonly options: CaptureTableOptions,
    private readonly reading: Reading,
  ) {
    this.table = new RowTable(reading);
    this.output = new CaptureColumns('output', this.table, options);
    this.input = new CaptureColumns('input', this.table, options);
    this.usual = new UsualCaptures(options, reading, this.table, this.output, this.input);
    this.lines = new LineReader(options.file, reading.faults, (bytes, from, to, line, isCut) => {
      if (!this.usual.take(bytes, from, to, line)) this.take(bytes.toString('utf8', from, to), line, isCut);
    });
  }

  push(bytes: Uint8Array): void {
    this.lines.push(bytes);
  }

  end(): void {
    this.lines.end();
    this.table.flush();
  }

  private take(text: string, line: number, isCut: boolean): void {
    if (text === '' || text.trim() === '') return;
    const { faults, counts, inferences } = this.reading;
    const { file } = this.options;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      counts.rows += 1;
      if (isCut) faults.add('CutOff', 'the file ends within a record', file, line);
      else faults.add('NotJson', (error as Error).message, file, line);
      return;
    }
    const read = captureRecordOf(value);
    if ('fault' in read) {
      counts.rows += 1;
      faults.add('NotCapture', read.fault, file, line);
      return;
    }
    const { record } = read;
    const left = filterCapture(record.eventMetadata, this.options);
    if (left !== undefined) counts[left] += 1;
    else if (inferences.admit(inferenceIdentity(record))) this.takeRecord(record, line);
    else counts.duplicates += 1;
  }

  private takeRecord({ captureData }: CaptureRecord, line: number): void {
    const { faults, counts } = this.reading;
    const { file } = this.options;
    const fail = (name: 'PayloadUnreadable' | 'RowCounts', detail: string): void => {
      counts.rows += 1;
      faults.add(name, detail, file, line);
    };
    let exchanged: ReturnType<typeof exchangedRows>;
    try {
      exchanged = exchangedRows(captureData);
    } catch (error) {
      fail('PayloadUnreadable', (error as Error).message);
      return;
    }
    const { output, input } = exchanged;
    const rows = output?.rows.length ?? input?.rows.length;
    if (rows === undefined) {
      fail('PayloadUnreadable', 'the record holds neither an output nor an input of text');
      return;
    }
    if (input !== undefined && input.rows.length !== rows) {
      fail('RowCounts', `the record has ${rows} outputs and ${input.rows.length} inputs`);
      return;
    }
    for (let row = 0; row < rows; row += 1) {
      counts.rows += 1;
      const width = output === undefined ? 0 : this.output.put(output.encoding, output.rows[row], 0);
      const isRead =
        width !== undefined &&
        (input === undefined || this.input.put(input.encoding, input.rows[row], width) !== undefined);
      if (isRead) this.table.endRow();
      else {
        this.table.clearRow();
        faults.add('PayloadUnreadable', 'a row is no CSV, or has too many columns', file, line);
      }
    }
  }
}
