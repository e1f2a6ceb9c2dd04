import type { ColumnBatch } from './column-batch';
import { CsvRecordScanner } from './csv-record-scanner';
import { flatCells } from './flat-cells';
import type { RowTable } from './row-table';

/** What the columns of captures are called. */
export interface CaptureColumnNames {
  /** An explicit header, output first, then input: wins over every other name. */
  readonly header?: readonly string[];
  /** The baseline's names, for columns that the captures themselves do not name: by position, output first, then input. */
  readonly baseline?: readonly string[];
}

/** Puts the values of one part (output or input) of captures into their columns. */
export class CaptureColumns {
  private readonly byPlace: ColumnBatch[] = [];
  private offset = 0;
  private scratch = Buffer.alloc(4096);
  private readonly scanner = new CsvRecordScanner();

  constructor(
    private readonly part: 'output' | 'input',
    private readonly table: RowTable,
    private readonly names: CaptureColumnNames,
  ) {}

  /**
   * @param offset how many columns of the record come before this part
   * @returns how many columns the row has; undefined where it cannot be read
   */
  put(encoding: 'CSV' | 'JSON', value: unknown, offset: number): number | undefined {
    this.moveTo(offset);
    if (encoding === 'CSV') return this.putCsv(value as string);
    if (Array.isArray(value) && value.every((member) => typeof member !== 'object' || member === null)) {
      for (let index = 0; index < value.length; index += 1) this.place(index)?.putJson(this.table.row, value[index]);
      return value.length;
    }
    const cells = flatCells(value);
    const isNamed = typeof value === 'object' && !Array.isArray(value) && this.names.header === undefined;
    cells?.forEach(([name, cell], index) => {
      (isNamed ? this.table.column(name) : this.place(index))?.putJson(this.table.row, cell);
    });
    return cells?.length;
  }

  /** A row of CSV that lies in bytes. */
  putBytes(bytes: Buffer, from: number, to: number, offset: number): number | undefined {
    this.moveTo(offset);
    for (;;) {
      const known = this.byPlace.length;
      const status = this.scanner.scan(bytes, from, to, true, this.byPlace, 0, this.table.row);
      if (status !== 'complete') return undefined;
      const { fields } = this.scanner;
      if (fields <= known) return fields;
      for (let index = known; index < fields; index += 1) if (this.place(index) === undefined) return undefined;
    }
  }

  /** Through bytes: the scanner makes numbers of them without a string for each. */
  private putCsv(text: string): number | undefined {
    if (text.length * 3 > this.scratch.length) this.scratch = Buffer.alloc(text.length * 6);
    return this.putBytes(this.scratch, 0, this.scratch.write(text, 'utf8'), this.offset);
  }

  private moveTo(offset: number): void {
    if (offset === this.offset) return;
    this.byPlace.length = 0;
    this.offset = offset;
  }

  private place(index: number): ColumnBatch | undefined {
    const known = this.byPlace[index];
    if (known !== undefined) return known;
    const names = this.names.header ?? this.names.baseline;
    const at = this.offset + index;
    const name = names === undefined ? `${this.part}_${index}` : (names[at] ?? `extra_${at - names.length + 1}`);
    const column = this.table.column(name);
    if (column !== undefined) this.byPlace[index] = column;
    return column;
  }
}
