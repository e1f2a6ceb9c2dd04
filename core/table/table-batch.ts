import { ColumnBatch } from './column-batch';

/** Some rows of a table, column by column. */
export class TableBatch {
  readonly columns: ColumnBatch[];
  rowCount = 0;

  constructor(names: readonly string[]) {
    this.columns = names.map((name) => new ColumnBatch(name));
  }

  get names(): string[] {
    return this.columns.map(({ name }) => name);
  }

  /** The column of that name, if there is one. */
  column(name: string): ColumnBatch | undefined {
    return this.columns.find((column) => column.name === name);
  }

  /** A column more; the rows so far have no value in it. */
  addColumn(name: string): ColumnBatch {
    const column = new ColumnBatch(name);
    this.columns.push(column);
    return column;
  }
}

/** Takes a batch in; the batch is filled anew afterwards. */
export type BatchSink = (batch: TableBatch) => void;
