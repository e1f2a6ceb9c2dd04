import type { CaptureRecord } from '../../capture/capture-record';
import type { LabelIndex } from '../../capture/label-index';
import { rowsOf } from '../../capture/record-rows';
import { CaptureColumns } from '../../table/capture-columns';
import { exchangedRows } from '../../table/capture-rows';
import type { CaptureTableOptions } from '../../table/capture-table';
import { LineReader } from '../../table/line-reader';
import type { Reading } from '../../table/reading';
import { RowTable } from '../../table/row-table';
import type { TableReader } from '../../table/table-reader';
import { pick, rowValues } from '../model-quality/row-values';
import { admitCapture, type CaptureFault } from './admit-capture';

export interface LabelledCaptureOptions extends CaptureTableOptions {
  /** Name of the column that labels go to, and of their member where a label is an object. */
  readonly label: string;
}

/**
 * Captures as a table with a column more: the label that came for the inference later. All labels must be there before it begins; rows of
 * an inference without one have no value in that column.
 */
export class LabelledCaptureTable implements TableReader {
  private readonly lines: LineReader;
  private readonly table: RowTable;
  private readonly output: CaptureColumns;
  private readonly input: CaptureColumns;

  constructor(
    private readonly options: LabelledCaptureOptions,
    private readonly labels: LabelIndex,
    private readonly reading: Reading,
  ) {
    this.table = new RowTable(reading);
    this.output = new CaptureColumns('output', this.table, options);
    this.input = new CaptureColumns('input', this.table, options);
    // There from the first row on, even where no label has come yet.
    this.table.column(options.label);
    this.lines = new LineReader(options.file, reading.faults, (bytes, from, to, line, isCut) => {
      const text = bytes.toString('utf8', from, to);
      const fault = text.trim() === '' ? undefined : this.take(text, isCut);
      if (fault === undefined) return;
      reading.counts.rows += 1;
      reading.faults.add(fault.fault, fault.detail, options.file, line);
    });
  }

  push(bytes: Uint8Array): void {
    this.lines.push(bytes);
  }

  end(): void {
    this.lines.end();
    this.table.flush();
  }

  private take(text: string, isCut: boolean): CaptureFault | undefined {
    const admitted = admitCapture(text, isCut, this.reading, this.options);
    if (admitted === undefined || 'fault' in admitted) return admitted;
    return this.takeRecord(admitted.record, admitted.identity);
  }

  private takeRecord({ captureData }: CaptureRecord, identity: string): CaptureFault | undefined {
    try {
      const { output, input } = exchangedRows(captureData);
      const rows = output?.rows.length ?? input?.rows.length;
      if (rows === undefined)
        return { fault: 'PayloadUnreadable', detail: 'the record holds neither an output nor an input of text' };
      const labels = this.labelsOf(identity);
      for (const [what, count] of [['inputs', input?.rows.length] as const, ['labels', labels?.length] as const])
        if (count !== undefined && count !== rows)
          return { fault: 'RowCounts', detail: `the record has ${rows} rows and ${count} ${what}` };
      for (let row = 0; row < rows; row += 1) {
        const width = output === undefined ? 0 : this.output.put(output.encoding, output.rows[row], 0);
        const isRead =
          width !== undefined &&
          (input === undefined || this.input.put(input.encoding, input.rows[row], width) !== undefined);
        if (!isRead) {
          this.table.clearRow();
          return { fault: 'PayloadUnreadable', detail: 'a row is no CSV, or has too many columns' };
        }
        this.putLabel(labels?.[row]);
        this.reading.counts.rows += 1;
        this.table.endRow();
      }
    } catch (error) {
      this.table.clearRow();
      return { fault: 'PayloadUnreadable', detail: (error as Error).message };
    }
    return undefined;
  }

  private labelsOf(identity: string): readonly unknown[] | undefined {
    const found = this.labels.find(identity);
    if (found === undefined) return undefined;
    const { data, encoding } = found;
    return rowsOf(data, encoding, 'rows');
  }

  private putLabel(label: unknown): void {
    const column = this.table.column(this.options.label);
    const value = label === undefined ? undefined : pick(rowValues(label), [this.options.label]);
    if (typeof value === 'string') column?.putText(this.table.row, value);
    else column?.putJson(this.table.row, value);
  }
}
