import { flatCells, MAX_COLUMNS } from './flat-cells';
import { LineReader } from './line-reader';
import type { Reading } from './reading';
import { RowTable } from './row-table';
import type { TableReader } from './table-reader';

/** JSON Lines: a row each; members of objects and lists within are columns of their own (`features.0`). */
export class JsonLinesTable implements TableReader {
  private readonly lines: LineReader;
  private readonly table: RowTable;

  constructor(
    private readonly file: string,
    private readonly reading: Reading,
  ) {
    this.table = new RowTable(reading);
    this.lines = new LineReader(file, reading.faults, (bytes, from, to, line, isCut) => {
      this.take(bytes.toString('utf8', from, to), line, isCut);
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
    if (text.trim() === '') return;
    const { counts, faults } = this.reading;
    counts.rows += 1;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch (error) {
      if (isCut) faults.add('CutOff', 'the file ends within a record', this.file, line);
      else faults.add('NotJson', (error as Error).message, this.file, line);
      return;
    }
    const cells = flatCells(value);
    if (cells === undefined) {
      faults.add('PayloadUnreadable', `the record has more than ${MAX_COLUMNS} columns`, this.file, line);
      return;
    }
    for (const [name, cell] of cells) this.table.column(name)?.putJson(this.table.row, cell);
    this.table.endRow();
  }
}
