import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { playScenario, UNALTERED } from '../../core/drift/tables/play-scenario';
import { acceptanceOf } from '../../core/experiments/acceptance';
import {
  type BaselineRecord,
  baselineRecordSchema,
  EXPERIMENT_KINDS,
  type ExperimentParameters,
} from '../../core/experiments/run-record';
import { modeBaseline } from '../../core/monitoring/explainability/mode-baseline';
import { formatFile, parseFile } from '../../core/monitoring/formats/parse-file';
import { csvText, rowCountOf, type WholeTable } from '../../core/table/whole-table';
import { writeBaselineFolder } from '../monitor/tables/baseline-folder';
import { TABLE_MONITORS } from '../monitor/tables/table-monitors';
import { UsageError } from '../usage-error';
import { experimentWork, MODES_FILE } from './experiment-work';
import { facetColumns } from './facet-columns';
import type { Predict } from './model-answers';
import { featuresOf, writePlayedFiles } from './played-files';

/** Last of a baseline's files: where it lies, the baseline is whole. */
const RECORD_FILE = 'baseline.json';

export interface ExperimentBaseline {
  readonly folder: string;
  readonly parameters: ExperimentParameters;
  readonly table: WholeTable;
  readonly predict: Predict;
  readonly signal: AbortSignal;
  readonly report: (text: string) => void;
}

/**
 * Makes the baselines of all four kinds from the unaltered table, or finds those that were made of the same.
 * @throws UsageError where the folder holds a baseline of something else
 */
export async function experimentBaseline(asked: ExperimentBaseline): Promise<BaselineRecord> {
  const { folder, parameters, table, predict } = asked;
  const { label, seed, threshold, facet, group } = parameters;
  const played = await playScenario({ scenario: UNALTERED, table, label, seed, predict, threshold });
  const fingerprint = createHash('sha256').update(csvText(played)).digest('hex');
  const file = join(folder, RECORD_FILE);
  const known = await readBaselineRecord(folder);
  if (known !== undefined) {
    const different = differenceOf(known, { fingerprint, parameters });
    if (different === undefined) return known;
    throw new UsageError(`${file} was made with ${different}. Choose another folder with --runs.`);
  }
  await writePlayedFiles(folder, played, label);
  await writeFile(join(folder, MODES_FILE), formatFile(modesOf(featuresOf(played, label))));
  for (const kind of EXPERIMENT_KINDS) {
    const work = experimentWork(kind, { ...asked, baseline: folder });
    const made = await TABLE_MONITORS[kind].baseline(work);
    await mkdir(join(folder, kind), { recursive: true });
    await writeBaselineFolder(join(folder, kind), kind, made, work.options);
  }
  const acceptance = acceptanceOf(played, facetColumns(facet, group));
  const record: BaselineRecord = { version: 1, fingerprint, parameters, rows: rowCountOf(played), acceptance };
  await writeFile(file, formatFile(record));
  return record;
}

/** Undefined where there is no baseline yet. */
export async function readBaselineRecord(folder: string): Promise<BaselineRecord | undefined> {
  const file = join(folder, RECORD_FILE);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : parseFile(text, baselineRecordSchema, file);
}

/** The most frequent value of each column. */
function modesOf(features: WholeTable): Readonly<Record<string, unknown>> {
  const names = [...features.keys()];
  const columns = [...features.values()];
  const rows = Array.from({ length: rowCountOf(features) }, (_, row) =>
    columns.map((cells) => cells[row] ?? Number.NaN),
  );
  const modes = modeBaseline(rows);
  return Object.fromEntries(names.map((name, index) => [name, modes[index]]));
}

/** Where a model or its data lie is not what they are. */
function differenceOf(
  known: BaselineRecord,
  { fingerprint, parameters }: Pick<BaselineRecord, 'fingerprint' | 'parameters'>,
): string | undefined {
  if (known.fingerprint !== fingerprint) return 'other data, or another model';
  const { data: _, model: __, ...then } = known.parameters;
  const { data: ___, model: ____, ...now } = parameters;
  const names = [...new Set([...Object.keys(then), ...Object.keys(now)])] as (keyof typeof now)[];
  const other = names.find((name) => JSON.stringify(then[name]) !== JSON.stringify(now[name]));
  return other && `another ${other} (${JSON.stringify(then[other]) ?? 'none'})`;
}
