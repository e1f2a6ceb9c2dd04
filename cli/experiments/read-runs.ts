import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunRecord, runRecordSchema } from '../../core/experiments/run-record';
import { parseFile } from '../../core/monitoring/formats/parse-file';
import { byCodeUnits, isFile, isFolder } from '../data/image-folder';
import { UsageError } from '../usage-error';
import { RUN_FILE } from './run-experiment';

/** A run and where it lies. */
export interface StoredRun {
  readonly folder: string;
  readonly record: RunRecord;
}

/**
 * The whole runs of a folder, oldest first; what was interrupted has no record and is left out.
 * @throws UsageError where there is no such folder
 */
export async function readRuns(runs: string): Promise<StoredRun[]> {
  if (!(await isFolder(runs))) throw new UsageError(`There is no folder '${runs}': name one with --runs.`);
  const found: StoredRun[] = [];
  for (const name of (await readdir(runs)).sort(byCodeUnits)) {
    const folder = join(runs, name);
    if (await isFile(join(folder, RUN_FILE))) found.push(await readRun(folder));
  }
  return found;
}

/** @throws BaselineInvalid for a record that is none */
export async function readRun(folder: string): Promise<StoredRun> {
  const file = join(folder, RUN_FILE);
  return { folder, record: parseFile(await readFile(file, 'utf8'), runRecordSchema, file) };
}
