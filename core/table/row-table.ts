import { CellKind } from './cell-kind';
import { BATCH_ROWS, type ColumnBatch } from './column-batch';
import { MAX_COLUMNS } from './flat-cells';
import type { Reading } from './reading';
import { TableBatch } from './table-batch';

const { Missing } = CellKind;

/** Fills batches with rows whose columns are known by name only: a column may be new in any row, and absent from any. */
export class RowTable {
  private readonly batch = new TableBatch([]);
  private readonly byName = new Map<string, ColumnBatch>();

  constructor(private readonly reading: Reading) {}

  /** The column, made where it is new; rows before this one have no value in it. @returns undefined beyond the limit of columns */
  column(name: string): ColumnBatch | undefined {
    const known = this.byName.get(name);
    if (known !== undefined || this.byName.size >= MAX_COLUMNS) return known;
    const column = this.batch.addColumn(name);
    this.byName.set(name, column);
    return column;
  }

  /** The row that is being filled. Cells that nobody fills are missing. */
  get row(): number {
    return this.batch.rowCount;
  }

  /** What stands in a column of the row that is being filled; undefined where it is missing, or there is no such column. */
  cell(name: string): number | string | undefined {
    const column = this.byName.get(name);
    return column?.numberAt(this.row) ?? column?.textAt(this.row);
  }

  endRow(): void {
    this.batch.rowCount += 1;
    this.reading.counts.usedRows += 1;
    if (this.batch.rowCount === BATCH_ROWS) this.flush();
  }

  /** Empties the row that is being filled. */
  clearRow(): void {
    for (const { kinds } of this.batch.columns) kinds[this.row] = Missing;
  }

  flush(): void {
    if (this.batch.rowCount === 0) return;
    this.reading.sink(this.batch);
    this.batch.rowCount = 0;
    for (const { kinds } of this.batch.columns) kinds.fill(Missing);
  }
}
