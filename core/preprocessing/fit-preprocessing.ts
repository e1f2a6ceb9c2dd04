import { firstFew } from '../dataset/data-set-error';
import { CellKind } from '../table/cell-kind';
import { numeralOf } from '../table/numeral';
import type { PreprocessingDeclaration } from './declaration';
import { comparable } from './derivation';
import { labelsOf } from './encode-table';
import type { FittedFeature, FittedPreprocessing } from './fitted-preprocessing';
import { PreprocessingInvalid, TableInvalid } from './preprocessing-error';
import type { RawTable } from './raw-table';

/** More would be names or identifiers, not categories. */
const MAX_CATEGORIES = 1000;

/**
 * Fits a declaration to the training table: finds the columns, and the categories of those whose categories are not given. Only the training rows
 * may be given, so that nothing of validation and test is known to the model.
 * @throws TableInvalid where the table lacks a declared column, a label or one of the two classes, or a column has too many categories or holds both texts and numbers; PreprocessingInvalid where the declaration
 * contradicts itself or leaves no feature
 */
export function fitPreprocessing(declaration: PreprocessingDeclaration, table: RawTable): FittedPreprocessing {
  const { label, derived, unknownCategory } = declaration;
  checkColumns(declaration, table);
  checkLabels(declaration, table);
  const dropped = new Set([label.column, ...declaration.drop]);
  const given = new Map(declaration.categorical?.map(({ column, categories }) => [column, categories]));
  const fromTable = table.columns
    .filter((column) => !dropped.has(column))
    .map((column): FittedFeature => {
      const isCategorical = declaration.categorical === undefined ? holdsText(table, column) : given.has(column);
      if (!isCategorical) return { kind: 'number', column };
      return { kind: 'categories', column, categories: given.get(column) ?? categoriesIn(table, column) };
    });
  const fromOthers = derived.map(({ name }): FittedFeature => ({ kind: 'number', column: name }));
  const features = ordered([...fromTable, ...fromOthers], declaration.order);
  if (features.length === 0) throw new PreprocessingInvalid(`The declaration leaves no feature of ${table.name}.`);
  const needed = new Set([...fromTable.map(({ column }) => column), ...derived.map(({ column }) => column)]);
  return {
    version: 1,
    columns: table.columns.filter((column) => needed.has(column)),
    label: { ...label },
    derived: [...derived],
    features,
    unknownCategory,
  };
}

function checkColumns({ label, derived, drop, categorical }: PreprocessingDeclaration, table: RawTable): void {
  const known = new Set(table.columns);
  const spokenOf = [label, ...derived, ...(categorical ?? [])].map(({ column }) => column);
  const absent = [...spokenOf, ...drop].filter((column) => !known.has(column));
  if (absent.length > 0) {
    const names = firstFew([...new Set(absent)]);
    throw new TableInvalid(`${table.name} has no column ${names}; its columns are ${table.columns.join(', ')}.`);
  }
  const names = derived.map(({ name }) => name);
  const taken = names.find((name, index) => known.has(name) || names.indexOf(name) !== index);
  if (taken !== undefined)
    throw new PreprocessingInvalid(`The derived column ${taken} has the name of another column.`);
  if (derived.some(({ column }) => column === label.column))
    throw new PreprocessingInvalid(`A column is derived from the label ${label.column}: the model would be told.`);
  const categories = categorical?.map(({ column }) => column) ?? [];
  const wrong = categories.find(
    (column, index) => column === label.column || drop.includes(column) || categories.indexOf(column) !== index,
  );
  if (wrong === undefined) return;
  throw new PreprocessingInvalid(`The categorical column ${wrong} is the label, is dropped, or is named twice.`);
}

function checkLabels({ label }: PreprocessingDeclaration, table: RawTable): void {
  const positives = labelsOf({ label }, table).filter((one) => one === 1).length;
  if (positives > 0 && positives < table.rows.length) return;
  const which = positives === 0 ? 'No row' : 'Every row';
  throw new TableInvalid(
    `${which} of ${table.name} has ${JSON.stringify(label.positive)} in the label ${label.column}: there is nothing to learn.`,
  );
}

function ordered(features: readonly FittedFeature[], order: PreprocessingDeclaration['order']): FittedFeature[] {
  const numbers = features.filter(({ kind }) => kind === 'number');
  const categories = features.filter(({ kind }) => kind === 'categories');
  if (order === 'table') return [...features];
  if (order === 'numbers-first') return [...numbers, ...categories];
  if (order === 'categories-first') return [...categories, ...numbers];
  const names = features.map(({ column }) => column);
  const missing = names.filter((name) => !order.includes(name));
  const foreign = order.filter((name, index) => !names.includes(name) || order.indexOf(name) !== index);
  if (missing.length + foreign.length === 0)
    return order.map((name) => features.find(({ column }) => column === name)!);
  const faults = [
    ...(missing.length > 0 ? [`leaves out ${firstFew(missing)}`] : []),
    ...(foreign.length > 0 ? [`names ${firstFew(foreign)}, no feature or named before`] : []),
  ];
  throw new PreprocessingInvalid(`The order ${faults.join(' and ')}: drop a column to leave it out.`);
}

/**
 * Whether a column of which nothing is declared holds categories. One text among numbers may be a slip of the pen, which is not to make a category of
 * each number: that is for the declaration to say.
 */
function holdsText({ name, columns, rows }: RawTable, column: string): boolean {
  const at = columns.indexOf(column);
  const kindOf = ({ cells }: RawTable['rows'][number]) => numeralOf(cells[at]!).kind;
  const text = rows.find((row) => kindOf(row) === CellKind.Text);
  if (text === undefined) return false;
  const number = rows.find((row) => kindOf(row) !== CellKind.Text && kindOf(row) !== CellKind.Missing);
  if (number === undefined) return true;
  throw new TableInvalid(
    `${name}: the column ${column} holds text (line ${text.line}: ${JSON.stringify(text.cells[at])}) and numbers (line ${number.line}: ${number.cells[at]}). Mend the cell or leave it empty, drop the column, or name the categorical columns in the declaration.`,
  );
}

/** Numbers by size, then texts by their UTF-16 code units: the order of every platform, and of pandas for either kind. */
function categoriesIn({ name, columns, rows }: RawTable, column: string): string[] {
  const at = columns.indexOf(column);
  const seen = new Set<string>();
  for (const { cells } of rows) {
    const cell = cells[at]!;
    if (numeralOf(cell).kind !== CellKind.Missing) seen.add(comparable(cell));
  }
  if (seen.size === 0) throw new TableInvalid(`${name}: the categorical column ${column} holds nothing; drop it.`);
  if (seen.size > MAX_CATEGORIES) {
    throw new TableInvalid(
      `${name}: the column ${column} has ${seen.size} categories, more than ${MAX_CATEGORIES}; drop it, or derive columns from it.`,
    );
  }
  const isText = (text: string): number => Number(numeralOf(text).kind === CellKind.Text);
  return [...seen].sort((one, other) => {
    if (isText(one) !== isText(other)) return isText(one) - isText(other);
    return isText(one) === 0 ? Number(one) - Number(other) : one < other ? -1 : 1;
  });
}
