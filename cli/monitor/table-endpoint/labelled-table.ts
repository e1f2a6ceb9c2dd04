import { readFile } from 'node:fs/promises';
import { csvRows } from '../../../core/evaluation/test-data/csv-rows';
import { UsageError } from '../../usage-error';

/** A table as it was written: nothing has been made of its cells yet. */
export interface LabelledTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Column of the label, where that is known with the rows. */
  readonly label?: string;
}

/**
 * Reads CSV files of the same columns.
 * @param columns of files without a header; else each file has the same one
 * @throws UsageError naming file and line: a file that cannot be read, another header, a row of another length
 */
export async function readLabelledTable(files: readonly string[], columns?: readonly string[]): Promise<LabelledTable> {
  const rows: (readonly string[])[] = [];
  let header = columns;
  for (const file of files) {
    const lines = linesOf(await readFile(file, 'utf8'), file);
    const own = columns === undefined ? lines.shift()?.fields : columns;
    if (own === undefined) continue;
    header ??= own;
    if (header.join() !== own.join())
      throw new UsageError(`${file} has the columns ${own.join(', ')}; the files before have ${header.join(', ')}.`);
    for (const { line, fields } of lines) {
      if (fields.length !== header.length)
        throw new UsageError(`${file} line ${line} has ${fields.length} fields, not ${header.length}.`);
      rows.push(fields);
    }
  }
  return { columns: header ?? [], rows };
}

function linesOf(text: string, file: string) {
  try {
    return [...csvRows(text, file)];
  } catch (cause) {
    throw new UsageError((cause as Error).message, { cause });
  }
}
