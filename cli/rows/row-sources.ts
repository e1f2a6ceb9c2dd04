import type { ReleasedModel } from '../../core/contracts/released-model';
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
 * The rows of CSV files with a header. The column of the labels, which the model's package names, is left out and tells the labels; every other column is
 * sent in its order, but for a first one without a name, an index.
 * @throws UsageError for a file that cannot be read, naming the line
 */
export async function rowSources(
  files: readonly ImageSource[],
  { classes, testData }: Pick<ReleasedModel, 'classes' | 'testData'>,
): Promise<RowSources> {
  const sources: ImageSource[] = [];
  const labels = new Map<string, string>();
  for (const file of files) {
    const { bytes, metadata } = await file.read();
    const text = Buffer.from(bytes).toString('utf8');
    for (const { line, payload, label } of rowsOf(text, file.name, classes, testData?.labelColumn)) {
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

function rowsOf(
  text: string,
  name: string,
  classes: readonly string[],
  labelColumn: string | undefined,
): readonly Row[] {
  try {
    const [header, ...rows] = csvRows(text, name);
    if (header === undefined || rows.length === 0) throw new UsageError(`${name} needs a header and rows below it.`);
    const columns = header.fields.map((field) => field.trim());
    const isLabelled =
      labelColumn !== undefined &&
      columns.some((column) => column === labelColumn || column.startsWith(`${labelColumn}_`));
    if (isLabelled) {
      const table = parseTestTable(text, { name, labelColumn, classes });
      return table.rows.map(({ line, payload, label }) => ({ line, payload, label: classes[label] }));
    }
    const first = columns[0] === '' ? 1 : 0;
    return rows.map(({ line, fields }) => ({ line, payload: formatCsvRow(fields.slice(first)) }));
  } catch (cause) {
    if (!(cause instanceof EvaluationError)) throw cause;
    throw new UsageError(cause.message, { cause });
  }
}
