import { FacetInvalid } from '../monitoring/bias/parse-facet';
import { checkWatch } from '../monitoring/table-endpoint/check-watch';
import type { PreprocessingDeclaration } from './declaration';
import { type EncodedRow, encodeTable, labelsOf } from './encode-table';
import { fitPreprocessing } from './fit-preprocessing';
import { type FittedPreprocessing, featureNames } from './fitted-preprocessing';
import { PreprocessingInvalid, TableInvalid } from './preprocessing-error';
import type { RawRow, RawTable } from './raw-table';
import { type SplitFractions, splitRows } from './split-rows';

/** A row of a split, as it was written and as a model takes it. */
export interface PreparedRow extends EncodedRow {
  readonly raw: RawRow;
}

export interface PreparedSplits {
  readonly fitted: FittedPreprocessing;
  readonly train: readonly PreparedRow[];
  readonly validation: readonly PreparedRow[];
  readonly test: readonly PreparedRow[];
}

/**
 * Splits a table class by class and by seed, fits the declaration on the training rows alone, and encodes all three splits.
 * @throws TableInvalid also where a split lacks a class, as of a table of a few rows; PreprocessingInvalid, UnknownCategory
 */
export function prepareSplits(
  table: RawTable,
  declaration: PreprocessingDeclaration,
  fractions: SplitFractions,
  seed: number,
): PreparedSplits {
  const labels = labelsOf(declaration, table);
  const split = splitRows(table.rows, (_, index) => labels[index]!, fractions, seed);
  const fitted = fitPreprocessing(declaration, { ...table, rows: split.train });
  const encoded = (name: 'train' | 'validation' | 'test'): PreparedRow[] => {
    const rows = encodeTable(fitted, { ...table, rows: split[name] });
    for (const label of [0, 1])
      if (!rows.some((row) => row.label === label)) throw tooFew(table, declaration, name, label);
    return rows.map((row, index) => ({ ...row, raw: split[name][index]! }));
  };
  const splits = { fitted, train: encoded('train'), validation: encoded('validation'), test: encoded('test') };
  // Last: of a table of a few rows a watched category may be missing too, and more rows help against both.
  assertWatched(declaration, fitted);
  return splits;
}

function assertWatched({ watch }: PreprocessingDeclaration, fitted: FittedPreprocessing): void {
  try {
    if (watch !== undefined) checkWatch(watch, featureNames(fitted));
  } catch (cause) {
    if (!(cause instanceof FacetInvalid)) throw cause;
    throw new PreprocessingInvalid(`The declaration's watch: ${cause.message}`, { cause });
  }
}

function tooFew(
  { name, rows }: RawTable,
  { label }: PreprocessingDeclaration,
  split: string,
  missing: number,
): TableInvalid {
  const value = `${label.column} ${missing === 1 ? 'equal to' : 'other than'} ${JSON.stringify(label.positive)}`;
  return new TableInvalid(
    `${name}: of its ${rows.length} rows none in the ${split} split has ${value}; a table needs more rows of either class.`,
  );
}
