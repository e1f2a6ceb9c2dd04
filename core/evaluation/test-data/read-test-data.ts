import { DataSetError } from '../../dataset/data-set-error';
import { parseImageList } from '../../dataset/image-list';
import { formatPlural } from '../../report/number-format';
import { LabelOutsideClasses, NoRows, TestDataInvalid } from '../evaluation-error';
import { parseImageManifest } from './parse-image-manifest';
import { parseTestTable } from './parse-test-table';
import type { TableRow, TestTable } from './test-rows';

/** An image with its label. */
export interface LabelledImage {
  readonly bucket: string;
  readonly key: string;
  /** Class index. */
  readonly label: number;
}

export type TestData = {
  /** Class names in the order of the model's outputs. */
  readonly classes: readonly string[];
  /** What a reader of the report should know of the data. */
  readonly notes: readonly string[];
} & (
  | { readonly kind: 'images'; readonly rows: readonly LabelledImage[] }
  | { readonly kind: 'table'; readonly rows: readonly TableRow[]; readonly classOrder: TestTable['classOrder'] }
);

export interface TestDataSource {
  readonly bucket: string;
  readonly key: string;
  readonly labelColumn?: string;
  /** Of the released model; undefined where the model is not known. */
  readonly classes?: readonly string[];
}

/**
 * Reads test data by its name: `.lst` (files relative to the folder named like the list: `test.lst` -> `test/`), manifests in JSON Lines
 * (`.jsonl`, `.ndjson`, `.manifest`, or anything that begins with a brace), else a table.
 * @throws TestDataInvalid, LabelOutsideClasses, NoRows
 */
export function readTestData(text: string, source: TestDataSource): TestData {
  const { bucket, key, labelColumn, classes } = source;
  const name = `s3://${bucket}/${key}`;
  const isList = /\.lst$/i.test(key);
  if (!isList && !/\.(jsonl|ndjson|manifest)$/i.test(key) && !/^\uFEFF?\s*\{/.test(text)) {
    const table = parseTestTable(text, { name, labelColumn, classes });
    const notes = [...repeatNotes(countRepeats(table.rows), 'row'), ...orderNotes(table)];
    return { kind: 'table', rows: table.rows, classes: table.classes, classOrder: table.classOrder, notes };
  }
  if (labelColumn !== undefined)
    throw new TestDataInvalid(`${name} lists images: the message's labelColumn '${labelColumn}' is for tables.`);
  if (classes === undefined) {
    throw new TestDataInvalid(
      `${name} lists images, but the classes of the endpoint's model are not known: release one.`,
    );
  }
  if (isList) return { kind: 'images', rows: listedImages(text, name, source, classes.length), classes, notes: [] };
  const { rows, repeated } = parseImageManifest(text, name, classes);
  const images = rows.map((row) => ({ bucket: row.bucket ?? bucket, key: row.key, label: row.label }));
  return { kind: 'images', rows: images, classes, notes: repeatNotes(repeated, 'image') };
}

function listedImages(text: string, name: string, { bucket, key }: TestDataSource, classes: number): LabelledImage[] {
  if (text.trim() === '') throw new NoRows(`${name} lists no image.`);
  const folder = `${key.replace(/\.lst$/i, '')}/`;
  try {
    const rows = parseImageList(text, name);
    const outside = rows.find(({ label }) => label >= classes);
    if (outside !== undefined) {
      const place = `${name}: '${outside.file}' has label ${outside.label}`;
      throw new LabelOutsideClasses(`${place}, which is outside the ${classes} classes 0 to ${classes - 1}.`);
    }
    return rows.map(({ file, label }) => ({ bucket, key: folder + file, label }));
  } catch (error) {
    if (!(error instanceof DataSetError)) throw error;
    throw new TestDataInvalid(error.message, { cause: error });
  }
}

const countRepeats = (rows: readonly TableRow[]): number =>
  rows.length - new Set(rows.map(({ payload, label }) => `${label},${payload}`)).size;

const repeatNotes = (repeats: number, noun: string): string[] =>
  repeats === 0
    ? []
    : [
        `${formatPlural(repeats, noun)} of the test data ${repeats === 1 ? 'repeats' : 'repeat'} an earlier one; each counts.`,
      ];

const orderNotes = ({ classOrder, classes }: TestTable): string[] =>
  classOrder === 'sorted'
    ? [`The order of the model's outputs is taken to be ${classes.join(', ')}: the labels in alphabetical order.`]
    : [];
