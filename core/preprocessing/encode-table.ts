import { formatCsvRow } from '../evaluation/test-data/csv-rows';
import { CellKind } from '../table/cell-kind';
import { numeralOf } from '../table/numeral';
import { comparable } from './derivation';
import type { FittedPreprocessing } from './fitted-preprocessing';
import { PreprocessingInvalid, TableInvalid } from './preprocessing-error';
import type { RawTable } from './raw-table';
import { RowEncoder } from './row-encoder';

/** A row as a model takes it. */
export interface EncodedRow {
  readonly label: 0 | 1;
  /** NaN where missing. */
  readonly features: readonly number[];
}

/**
 * Every row of a table with its label. Columns are found by name: the table may have others, in any order.
 * @throws TableInvalid naming file, line and column; UnknownCategory; PreprocessingInvalid for a description without a label
 */
export function encodeTable(fitted: FittedPreprocessing, table: RawTable): EncodedRow[] {
  const labels = labelsOf(fitted, table);
  const encoder = new RowEncoder(fitted);
  const sources = fitted.columns.map((column) => columnOf(table, column));
  return table.rows.map(({ line, cells }, index) => ({
    label: labels[index]!,
    features: encoder.encode(
      sources.map((source) => cells[source]!),
      `${table.name} line ${line}`,
    ),
  }));
}

/**
 * The label of every row: 1 for the positive value, 0 for any other.
 * @throws TableInvalid where a label is missing; PreprocessingInvalid for a description without a label
 */
export function labelsOf({ label }: Pick<FittedPreprocessing, 'label'>, table: RawTable): (0 | 1)[] {
  if (label === undefined) throw new PreprocessingInvalid('The preprocessing tells of no label.');
  const column = columnOf(table, label.column);
  const positive = comparable(label.positive);
  return table.rows.map(({ line, cells }) => {
    const cell = cells[column]!;
    if (numeralOf(cell).kind === CellKind.Missing)
      throw new TableInvalid(`${table.name} line ${line}: the label ${label.column} is missing.`);
    return comparable(cell) === positive ? 1 : 0;
  });
}

/** CSV without a header, the label first and missing cells empty: what a training takes. */
export const formatTrainingCsv = (rows: readonly EncodedRow[]): string =>
  rows.map(({ label, features }) => `${label},${formatNumbers(features)}\n`).join('');

/** CSV with a header and the label as `{label}_no,{label}_yes` at the end: what an evaluation takes. */
export function formatEvaluationCsv(names: readonly string[], label: string, rows: readonly EncodedRow[]): string {
  const header = formatCsvRow([...names, `${label}_no`, `${label}_yes`]);
  const lines = rows.map((row) => `${formatNumbers(row.features)},${1 - row.label},${row.label}\n`);
  return `${header}\n${lines.join('')}`;
}

/** Numbers with commas between; missing ones empty. */
export const formatNumbers = (numbers: readonly number[]): string =>
  numbers.map((number) => (Number.isNaN(number) ? '' : String(number))).join(',');

function columnOf({ name, columns }: RawTable, column: string): number {
  const found = columns.indexOf(column);
  if (found >= 0) return found;
  throw new TableInvalid(`${name} has no column ${column}; its columns are ${columns.join(', ')}.`);
}
