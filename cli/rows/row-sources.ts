import type { ReleasedModel } from '../../core/contracts/released-model';
import { firstFew } from '../../core/dataset/data-set-error';
import { EvaluationError } from '../../core/evaluation/evaluation-error';
import { csvRows, formatCsvRow } from '../../core/evaluation/test-data/csv-rows';
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

function rowsOf(text: string, { name, classes, labelColumn, wanted }: Reading): readonly Row[] {
  try {
    const [header, ...rows] = csvRows(text, name);
    if (header === undefined || rows.length === 0) throw new UsageError(`${name} needs a header and rows below it.`);
    const columns = header.fields.map((field) => field.trim());
    const isLabelled =
      labelColumn !== undefined &&
      columns.some((column) => column === labelColumn || column.startsWith(`${labelColumn}_`));
    if (isLabelled) {
      const table = parseTestTable(text, { name, labelColumn, classes });
      const places = placesOf(wanted ?? table.features!, columns, name);
      return table.rows.map(({ line, label }, index) => ({
        line,
        payload: payloadOf(rows[index]!, places),
        label: classes[label]!,
      }));
    }
    const twice = columns.find((column, index) => columns.indexOf(column) !== index);
    if (twice !== undefined) throw new UsageError(`${name} line ${header.line}: the column ${twice} is there twice.`);
    const places = placesOf(wanted ?? columns.slice(columns[0] === '' ? 1 : 0), columns, name);
    return rows.map((row) => {
      if (row.fields.length !== columns.length)
        throw new UsageError(
          `${name} line ${row.line}: has ${row.fields.length} fields; the header has ${columns.length}.`,
        );
      return { line: row.line, payload: payloadOf(row, places) };
    });
  } catch (cause) {
    if (!(cause instanceof EvaluationError)) throw cause;
    throw new UsageError(cause.message, { cause });
  }
}

/** Where each column stands. */
function placesOf(wanted: readonly string[], columns: readonly string[], name: string): readonly number[] {
  const absent = wanted.filter((column) => !columns.includes(column));
  if (absent.length === 0) return wanted.map((column) => columns.indexOf(column));
  throw new UsageError(
    `${name} has no column ${firstFew(absent)}; the model takes ${firstFew(wanted)}, and the file has ${firstFew(columns)}.`,
  );
}

const payloadOf = ({ fields }: { readonly fields: readonly string[] }, places: readonly number[]): string =>
  formatCsvRow(places.map((place) => fields[place]!));
