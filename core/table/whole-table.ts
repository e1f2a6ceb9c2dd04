import { formatCsvRow } from '../evaluation/test-data/csv-rows';
import { Reading } from './reading';
import type { TableBatch } from './table-batch';

/** One value of a table that is in memory; null where it is missing. */
export type WholeCell = number | string | null;

/** A table that is in memory as a whole: columns by name, in order, all of the same length. */
export type WholeTable = ReadonlyMap<string, readonly WholeCell[]>;

/** How many rows a table has. */
export const rowCountOf = (table: WholeTable): number => table.values().next().value?.length ?? 0;

/** Gathers what readers hand on, for work that needs every row at once. */
export class WholeTableSink {
  readonly reading = new Reading((batch) => this.add(batch));
  private readonly columns = new Map<string, WholeCell[]>();
  private rows = 0;

  /** What has been read so far; columns that a batch lacks are missing in its rows. */
  table(): WholeTable {
    return this.columns;
  }

  private add(batch: TableBatch): void {
    for (const column of batch.columns)
      if (!this.columns.has(column.name)) this.columns.set(column.name, new Array<WholeCell>(this.rows).fill(null));
    for (const [name, cells] of this.columns) {
      const column = batch.column(name);
      for (let row = 0; row < batch.rowCount; row += 1)
        cells.push(column?.numberAt(row) ?? column?.textAt(row) ?? null);
    }
    this.rows += batch.rowCount;
  }
}

/** The table of some rows, by their places; a place may come more than once. */
export const rowsAt = (table: WholeTable, places: readonly number[]): WholeTable =>
  new Map([...table].map(([name, cells]) => [name, places.map((place) => cells[place]!)]));

/** Only these columns, in this order; those that the table lacks are left out. */
export const columnsOf = (table: WholeTable, names: readonly string[]): WholeTable =>
  new Map(names.flatMap((name) => (table.has(name) ? [[name, table.get(name)!] as const] : [])));

/** Rows as lines of CSV, without a header; numbers in their shortest form, missing values empty. */
export function csvLines(table: WholeTable): string[] {
  const columns = [...table.values()];
  return Array.from({ length: rowCountOf(table) }, (_, row) =>
    formatCsvRow(columns.map((cells) => (cells[row] === null ? '' : String(cells[row])))),
  );
}

/** The whole file, with its header. The same table gives the same bytes. */
export const csvText = (table: WholeTable): string =>
  `${[formatCsvRow([...table.keys()]), ...csvLines(table)].join('\n')}\n`;
