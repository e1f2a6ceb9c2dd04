import { TestDataInvalid } from '../evaluation-error';
import type { CsvRow } from './csv-rows';
import { findLabelColumns, type LabelColumns } from './label-columns';

/** Whether the first row of a table names its columns: where all of it are numbers (`nan` and `inf` too), it is a row like any other. */
export const isHeader = ({ fields }: CsvRow): boolean => !fields.every(isNumber);

/**
 * Names of the columns of a table; without a header their numbers, from 0.
 * @param first row of the table
 * @param file how errors call the table
 * @throws TestDataInvalid for a name that is there twice, or a column without one that is not the first, an index
 */
export function columnNames(first: CsvRow, file: string): readonly string[] {
  const names = isHeader(first)
    ? first.fields.map((field) => field.trim())
    : first.fields.map((_, index) => String(index));
  const nameless = names.findIndex((name, index) => index > 0 && name === '');
  if (nameless >= 0) {
    throw new TestDataInvalid(
      `${file} line ${first.line}: column ${nameless + 1} has no name; only the first, an index, may lack it.`,
    );
  }
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new TestDataInvalid(`${file} line ${first.line}: the column ${twice} is there twice.`);
  return names;
}

/**
 * Indices of the columns that a model is asked about: all but the label's and an index.
 * @throws TestDataInvalid where none is left
 */
export function featureColumns(names: readonly string[], label: LabelColumns, file: string): readonly number[] {
  const dropped = new Set([...label.columns, ...(names[0] === '' ? [0] : [])]);
  const kept = names.flatMap((_, column) => (dropped.has(column) ? [] : [column]));
  if (kept.length > 0) return kept;
  throw new TestDataInvalid(`${file} has no column beside the label's: there is nothing to ask.`);
}

/**
 * Names of the features in the order of a request, by the first row of a table alone.
 * @param labelColumn its name, or what its one-hot columns have in common
 * @returns undefined where that row is no header
 * @throws TestDataInvalid for a header that is broken, or lacks the label
 */
export function featureNames(first: CsvRow, labelColumn: string, file: string): readonly string[] | undefined {
  if (!isHeader(first)) return undefined;
  const names = columnNames(first, file);
  // Asked for by its name, the label is found without a look at the rows.
  const label = findLabelColumns(names, labelColumn, () => false, file);
  return featureColumns(names, label, file).map((column) => names[column]!);
}

const isNumber = (text: string): boolean =>
  text.trim() !== '' && (Number.isFinite(Number(text)) || /^\s*[-+]?(nan|inf(inity)?)\s*$/i.test(text));
