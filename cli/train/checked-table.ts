import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type PreprocessingDeclaration, parsePreprocessingDeclaration } from '../../core/preprocessing/declaration';
import { prepareSplits } from '../../core/preprocessing/prepare-splits';
import { PreprocessingError } from '../../core/preprocessing/preprocessing-error';
import { readRawTable } from '../../core/preprocessing/raw-table';
import { DEFAULT_SPLIT } from '../../core/preprocessing/split-rows';
import { UsageError } from '../usage-error';

/** A table and its declaration that fit each other. */
export interface CheckedTable {
  /** Name of the file. */
  readonly name: string;
  readonly text: string;
  readonly declaration: PreprocessingDeclaration;
  readonly rows: number;
  /** How many numbers a row becomes. */
  readonly features: number;
}

/**
 * Reads a table and the declaration that lies beside it, and prepares them as the training will: what is wrong with either is told before anything is
 * uploaded.
 * @param declarationFile by default `bank.preprocessing.json` beside `bank.csv`, else `preprocessing.json`
 * @throws UsageError with file, line and column
 */
export function checkTable(file: string, declarationFile: string | undefined, seed: number): CheckedTable {
  if (!/\.csv$/i.test(file)) throw new UsageError(`--table ${file}: a table is a CSV file whose name ends with .csv.`);
  const text = textOf(file, '--table');
  const described = declarationFile ?? declarationBeside(file);
  try {
    const declaration = parsePreprocessingDeclaration(textOf(described, '--preprocessing'), described);
    const table = readRawTable(text, file);
    const { train } = prepareSplits(table, declaration, DEFAULT_SPLIT, seed);
    const features = train[0]?.features.length ?? 0;
    return { name: basename(file), text, declaration, rows: table.rows.length, features };
  } catch (cause) {
    if (!(cause instanceof PreprocessingError)) throw cause;
    throw new UsageError(`${cause.name}: ${cause.message}`, { cause });
  }
}

function declarationBeside(file: string): string {
  const candidates = [file.replace(/\.csv$/i, '.preprocessing.json'), join(dirname(file), 'preprocessing.json')];
  const found = candidates.find(existsSync);
  if (found !== undefined) return found;
  throw new UsageError(
    `Nothing says what becomes of the columns of ${file}: write ${candidates.join(' or ')}, or name another with --preprocessing (docs/tables.md shows one).`,
  );
}

function textOf(file: string, option: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new UsageError(`${option} ${file}: the file cannot be read (${(cause as Error).message}).`, { cause });
  }
}
