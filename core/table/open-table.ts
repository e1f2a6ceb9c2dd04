import { CaptureTable, type CaptureTableOptions } from './capture-table';
import { CsvTable } from './csv-table';
import { JsonLinesTable } from './json-lines-table';
import type { Reading } from './reading';
import type { TableReader } from './table-reader';

export const TABLE_FORMATS = ['csv', 'json-lines', 'capture'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

export interface TableOptions extends Omit<CaptureTableOptions, 'file'> {
  readonly format: TableFormat;
}

/** A reader of one file; what several readers of a window share is in `reading`. */
export function openTable(file: string, options: TableOptions, reading: Reading): TableReader {
  switch (options.format) {
    case 'csv':
      return new CsvTable({ file, columns: options.header ?? options.baseline }, reading);
    case 'json-lines':
      return new JsonLinesTable(file, reading);
    case 'capture':
      return new CaptureTable({ ...options, file }, reading);
  }
}
