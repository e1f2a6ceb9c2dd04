import { LabelOutsideClasses, NoRows, TestDataInvalid } from '../evaluation-error';
import { classIndexIn, classOf } from './class-labels';
import { columnNames, featureColumns, isHeader } from './column-names';
import { type CsvRow, csvRows, formatCsvRow } from './csv-rows';
import { findLabelColumns, type LabelColumns } from './label-columns';
import type { TestTable } from './test-rows';

export interface TestTableOptions {
  /** How errors call the file, e.g. `s3://bucket/test.csv`. */
  readonly name: string;
  /** Name of the label's column (without a header its number, from 0). @default the last column */
  readonly labelColumn?: string;
  /** Class names in the order of the model's outputs. @default as `TestTable.classOrder` says */
  readonly classes?: readonly string[];
}

/**
 * Reads the test data of a model of tables: CSV with a header (without one where all its first row are numbers). A first column without a
 * name is an index, as pandas writes it, and is dropped. Labels are one column or one-hot (`y_no,y_yes`).
 * @throws TestDataInvalid and LabelOutsideClasses naming the line; NoRows for a file without rows
 */
export function parseTestTable(text: string, options: TestTableOptions): TestTable {
  const { name } = options;
  const all = [...csvRows(text, name)];
  const hasHeader = all[0] !== undefined && isHeader(all[0]);
  const rows = hasHeader ? all.slice(1) : all;
  if (rows.length === 0) throw new NoRows(`${name} holds no row${hasHeader ? ' below its header' : ''}.`);
  const header = columnNames(all[0]!, name);
  for (const { line, fields } of rows) {
    if (fields.length !== header.length) {
      throw new TestDataInvalid(
        `${name} line ${line}: has ${fields.length} fields; the first row has ${header.length}.`,
      );
    }
  }
  // Of most rows, not of all: a broken row is to be named, not to change what the columns mean.
  const isFlag = (column: number) =>
    rows.filter(({ fields }) => flagOf(fields[column]!) !== undefined).length > rows.length / 2;
  const found = findLabelColumns(header, options.labelColumn, isFlag, name);
  const kept = featureColumns(header, found, name);
  const { labels, classes, classOrder } = labelsOf(rows, found, options);
  return {
    features: hasHeader ? kept.map((column) => header[column]!) : undefined,
    labelColumn: found.name,
    classes,
    classOrder,
    rows: rows.map(({ line, fields }, index) => ({
      line,
      payload: formatCsvRow(kept.map((column) => fields[column]!)),
      label: labels[index]!,
    })),
  };
}

type Labels = Pick<TestTable, 'classes' | 'classOrder'> & { readonly labels: readonly number[] };

function labelsOf(rows: readonly CsvRow[], found: LabelColumns, { name, classes }: TestTableOptions): Labels {
  if (found.classes !== undefined) return oneHotLabels(rows, found, found.classes, name, classes);
  const texts = rows.map(({ line, fields }) => {
    const text = fields[found.columns[0]!]!.trim();
    if (text === '') throw new TestDataInvalid(`${name} line ${line}: the label (column ${found.name}) is empty.`);
    return text;
  });
  const inClasses = (known: readonly string[]) =>
    texts.map((text, index) => classOf(text, known, `${name} line ${rows[index]!.line}`));
  if (classes !== undefined) return { labels: inClasses(classes), classes, classOrder: 'given' };
  const indices = texts.map(classIndexIn);
  if (indices.every((index) => index !== undefined)) {
    const count = indices.reduce((most, index) => Math.max(most, index + 1), 2);
    if (count > MAX_GUESSED_CLASSES) {
      throw new TestDataInvalid(
        `${name}: the labels (column ${found.name}) reach ${count - 1}; are they no class indices?`,
      );
    }
    return { labels: indices, classes: Array.from({ length: count }, (_, index) => `${index}`), classOrder: 'indices' };
  }
  const sorted = [...new Set(texts)].sort();
  if (sorted.length < 2 || sorted.length > MAX_GUESSED_CLASSES) {
    throw new TestDataInvalid(
      `${name}: the labels (column ${found.name}) have ${sorted.length} values; name the classes of the model, or the label's column.`,
    );
  }
  return { labels: inClasses(sorted), classes: sorted, classOrder: 'sorted' };
}

/** More values than these in a label column mean that it is another column. */
const MAX_GUESSED_CLASSES = 1000;

function oneHotLabels(
  rows: readonly CsvRow[],
  { columns, name: column }: LabelColumns,
  own: readonly string[],
  name: string,
  given: readonly string[] | undefined,
): Labels {
  const labels = rows.map(({ line, fields }) => {
    const flags = columns.map((index) => flagOf(fields[index]!));
    const set = flags.flatMap((flag, index) => (flag === 1 ? [index] : []));
    if (flags.includes(undefined) || set.length !== 1) {
      const values = columns.map((index) => fields[index]).join(',');
      throw new TestDataInvalid(
        `${name} line ${line}: one-hot labels (${own.map((value) => `${column}_${value}`).join(', ')}) need exactly one 1 ` +
          `and else 0, not ${values}. Where one of these columns alone is the label, name it as labelColumn.`,
      );
    }
    return set[0]!;
  });
  if (given === undefined) return { labels, classes: own, classOrder: 'one-hot' };
  const order = matched(own, given, `${name}: the one-hot labels of ${column}`);
  return { labels: labels.map((label) => order[label]!), classes: given, classOrder: 'given' };
}

/** Where each own class stands among the given ones: by name, or by position where those are mere numbers. */
function matched(own: readonly string[], given: readonly string[], what: string): readonly number[] {
  const byName = own.map((name) => given.indexOf(name));
  if (byName.every((index) => index >= 0)) return byName;
  const areNumbers = given.every((name, index) => name === String(index));
  if (areNumbers && own.length === given.length) return own.map((_, index) => index);
  throw new LabelOutsideClasses(`${what} are ${own.join(', ')}, but the model's classes ${given.join(', ')}.`);
}

/** 0 or 1 in any spelling: `1`, `1.0`, `0.0`; undefined for anything else. */
const flagOf = (text: string): number | undefined => (/^\s*[01](\.0*)?\s*$/.test(text) ? Number(text) : undefined);
