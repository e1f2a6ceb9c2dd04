import { csvRows } from '../evaluation/test-data/csv-rows';
import { TableInvalid } from './preprocessing-error';

/** A row as it was written. */
export interface RawRow {
  /** The line of the file that it begins on, from 1. */
  readonly line: number;
  /** One for each column. */
  readonly cells: readonly string[];
}

/** A table as it was written: nothing has been made of its cells yet. */
export interface RawTable {
  /** How errors call it, e.g. `s3://bucket/tables/bank.csv`. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly RawRow[];
}

/**
 * Reads comma-separated values with a header. A first column without a name is an index, as pandas writes it, and is left out.
 * @param name how errors call the table
 * @throws TableInvalid naming the line: bytes that were no UTF-8 or signs that stand for them, no header or row, columns without or with the same name, a row of another length, quotes out of place
 */
export function readRawTable(text: string, name: string): RawTable {
  checkEncoding(text, name);
  const [header, ...rows] = readRows(text, name);
  if (header === undefined) throw new TableInvalid(`${name} is empty: a header and rows must be in it.`);
  if (rows.length === 0) throw new TableInvalid(`${name} holds no row below its header.`);
  const names = header.cells.map((cell) => cell.trim());
  const isIndexed = names[0] === '' && names.length > 1;
  const columns = isIndexed ? names.slice(1) : names;
  checkColumns(columns, name);
  for (const { line, cells } of rows) {
    if (cells.length === names.length) continue;
    throw new TableInvalid(`${name} line ${line}: has ${cells.length} fields; the header has ${names.length}.`);
  }
  return { name, columns, rows: isIndexed ? rows.map(({ line, cells }) => ({ line, cells: cells.slice(1) })) : rows };
}

/**
 * Bytes that are no UTF-8 have been replaced by U+FFFD when the text was read: categories that differ would have become one. UTF-16 is full of U+0000. A file may
 * hold either sign itself: the text does not tell.
 */
function checkEncoding(text: string, name: string): void {
  const found = ['\u0000', '\uFFFD'].map((sign) => text.indexOf(sign)).filter((at) => at >= 0);
  if (found.length === 0) return;
  const wrong = Math.min(...found);
  const line = text.slice(0, wrong).split('\n').length;
  throw new TableInvalid(
    `${name} line ${line}: holds bytes that are no UTF-8, or signs that stand for them (U+0000, U+FFFD); write the file as UTF-8 without these signs.`,
  );
}

function readRows(text: string, name: string): RawRow[] {
  try {
    return Array.from(csvRows(text, name), ({ line, fields }) => ({ line, cells: fields }));
  } catch (cause) {
    throw new TableInvalid((cause as Error).message, { cause });
  }
}

function checkColumns(columns: readonly string[], name: string): void {
  const nameless = columns.indexOf('');
  if (nameless >= 0) throw new TableInvalid(`${name}: column ${nameless + 1} of the header has no name.`);
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined) throw new TableInvalid(`${name}: the header names the column ${twice} twice.`);
  if (columns.some((column) => !/^[+-]?[\d.]+$/.test(column))) return;
  throw new TableInvalid(`${name} begins with numbers: its first line must name the columns.`);
}
