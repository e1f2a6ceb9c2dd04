import type { ReleasedModel } from '../../core/contracts/released-model';
import { firstFew } from '../../core/dataset/data-set-error';
import { EvaluationError } from '../../core/evaluation/evaluation-error';
import { isHeader } from '../../core/evaluation/test-data/column-names';
import { type CsvRow, csvRows, formatCsvRow } from '../../core/evaluation/test-data/csv-rows';
import { parseTestTable } from '../../core/evaluation/test-data/parse-test-table';
import type { ImageSource } from '../images/image-source';
import { UsageError } from '../usage-error';

/** Rows of tables as a command asks about them, each named after its file and line. */
export interface RowSources {
  readonly sources: readonly ImageSource[];
  /** Class names by the name of the source, where the table tells them. */
  readonly labels: ReadonlyMap<string, string>;
}

/**
 * The rows of CSV files with a header. The column of the labels, which the model's package names, is left out and tells the labels. Where the model's columns
 * are known, each is found by its name and others are left out; else every column is sent in its order, but for a first one without a name, an index.
 * Where the package names the label's column by its number, as of test data without a header, files without one are read too: whatever stands in that column is
 * the label, and a file that ends before it has none.
 * @param columns of a request, in their order
 * @throws UsageError for a file that cannot be read, naming the line, or that lacks a column
 */
export async function rowSources(
  files: readonly ImageSource[],
  { classes, testData }: Pick<ReleasedModel, 'classes' | 'testData'>,
  columns?: readonly string[],
): Promise<RowSources> {
  const sources: ImageSource[] = [];
  const labels = new Map<string, string>();
  for (const file of files) {
    const { bytes, metadata } = await file.read();
    const text = Buffer.from(bytes).toString('utf8');
    for (const { line, payload, label } of rowsOf(text, {
      name: file.name,
      classes,
      labelColumn: testData?.labelColumn,
      wanted: columns,
    })) {
      const name = `${file.name} line ${line}`;
      sources.push({ name, read: async () => ({ bytes: Buffer.from(payload), metadata }) });
      if (label !== undefined) labels.set(name, label);
    }
  }
  return { sources, labels };
}

interface Row {
  readonly line: number;
  readonly payload: string;
  readonly label?: string;
}

interface Reading {
  readonly name: string;
  readonly classes: readonly string[];
  readonly labelColumn: string | undefined;
  /** Columns that are sent, where they are known. */
  readonly wanted: readonly string[] | undefined;
}

function rowsOf(text: string, reading: Reading): readonly Row[] {
  const { name, labelColumn, wanted } = reading;
  try {
    const all = [...csvRows(text, name)];
    if (all[0] !== undefined && !isHeader(all[0]) && NUMBER_OF_COLUMN.test(labelColumn ?? ''))
      return rowsWithoutHeader(text, all, reading);
    const [header, ...rows] = all;
    if (header === undefined || rows.length === 0) throw new UsageError(`${name} needs a header and rows below it.`);
    const columns = header.fields.map((field) => field.trim());
    if (hasLabel(columns, reading)) {
      const table = labelledTable(text, reading);
      const places = placesOf(wanted ?? table.features!, columns, name);
      return rows.map((row, index) => ({ ...table.rows[index]!, payload: payloadOf(row, places) }));
    }
    const twice = columns.find((column, index) => columns.indexOf(column) !== index);
    if (twice !== undefined) throw new UsageError(`${name} line ${header.line}: the column ${twice} is there twice.`);
    checkLengths(rows, columns.length, 'header', name);
    const places = placesOf(wanted ?? columns.slice(columns[0] === '' ? 1 : 0), columns, name);
    return rows.map((row) => ({ line: row.line, payload: payloadOf(row, places) }));
  } catch (cause) {
    if (!(cause instanceof EvaluationError)) throw cause;
    throw new UsageError(cause.message, { cause });
  }
}

const NUMBER_OF_COLUMN = /^\d+$/;

function rowsWithoutHeader(text: string, rows: readonly CsvRow[], reading: Reading): readonly Row[] {
  const { name, labelColumn, wanted } = reading;
  if (wanted !== undefined)
    throw new UsageError(`${name} has no header, by which the columns of the model are found: ${firstFew(wanted)}.`);
  const { length } = rows[0]!.fields;
  if (Number(labelColumn) < length) return labelledTable(text, reading).rows;
  checkLengths(rows, length, 'first row', name);
  return rows.map(({ line, fields }) => ({ line, payload: formatCsvRow(fields) }));
}

function checkLengths(rows: readonly CsvRow[], length: number, what: string, name: string): void {
  const odd = rows.find(({ fields }) => fields.length !== length);
  if (odd !== undefined)
    throw new UsageError(`${name} line ${odd.line}: has ${odd.fields.length} fields; the ${what} has ${length}.`);
}

/** A feature may begin like a one-hot label: what the model takes is none. */
const hasLabel = (columns: readonly string[], { labelColumn, wanted = [] }: Reading): boolean =>
  labelColumn !== undefined &&
  columns.some(
    (column) => !wanted.includes(column) && (column === labelColumn || column.startsWith(`${labelColumn}_`)),
  );

function labelledTable(text: string, { name, labelColumn, classes }: Reading) {
  const { features, rows } = parseTestTable(text, { name, labelColumn, classes });
  return { features, rows: rows.map(({ line, payload, label }) => ({ line, payload, label: classes[label]! })) };
}

/** Where each column stands. */
function placesOf(wanted: readonly string[], columns: readonly string[], name: string): readonly number[] {
  const absent = wanted.filter((column) => !columns.includes(column));
  if (absent.length === 0) return wanted.map((column) => columns.indexOf(column));
  throw new UsageError(
    `${name} has no column ${firstFew(absent)}; the model takes ${firstFew(wanted)}, and the file has ${firstFew(columns)}.`,
  );
}

const payloadOf = ({ fields }: CsvRow, places: readonly number[]): string =>
  formatCsvRow(places.map((place) => fields[place]!));
