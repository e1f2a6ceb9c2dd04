import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { playScenario } from '../../core/drift/tables/play-scenario';
import type { Scenario } from '../../core/drift/tables/scenario';
import { acceptanceOf } from '../../core/experiments/acceptance';
import { EXPERIMENT_KINDS, type ExperimentKind, type RunRecord } from '../../core/experiments/run-record';
import { formatFile } from '../../core/monitoring/formats/parse-file';
import { rowCountOf } from '../../core/table/whole-table';
import { openBaselineFolder } from '../monitor/tables/baseline-folder';
import { TABLE_MONITORS } from '../monitor/tables/table-monitors';
import { writeTableReport } from '../monitor/tables/write-table-report';
import type { ExperimentBaseline } from './experiment-baseline';
import { experimentWork } from './experiment-work';
import { facetColumns } from './facet-columns';
import { FEATURES_FILE, TABLE_FILE, writePlayedFiles } from './played-files';

/** Beside its reports: what the run was told, and what came of it. Where it lies, the run is whole. */
export const RUN_FILE = 'run.json';
export const BASELINE_FOLDER = 'baseline';

export interface Experiment extends Omit<ExperimentBaseline, 'folder'> {
  /** Holds the runs, a folder each, and their baseline. */
  readonly runs: string;
  readonly scenario: Scenario;
  readonly now: Date;
}

/** Plays one scenario, has all four monitors look at what came of it, and keeps everything in a folder of its own. */
export async function runExperiment(experiment: Experiment): Promise<RunRecord> {
  const { runs, scenario, parameters, table, predict, now, report } = experiment;
  const { label, seed, threshold, facet, group } = parameters;
  const played = await playScenario({ scenario, table, label, seed, predict, threshold });
  const name = await claimFolder(runs, scenario.name);
  const folder = join(runs, name);
  await writePlayedFiles(folder, played, label);
  const baseline = join(runs, BASELINE_FOLDER);
  const verdicts: RunRecord['verdicts'] = [];
  for (const kind of EXPERIMENT_KINDS) {
    report(kind.replace('-', ' '));
    const work = experimentWork(kind, { ...experiment, folder, baseline });
    // The row that stands for "nothing special" is the baseline's own.
    const { shapBaseline: _, ...asked } = work;
    const checked = await TABLE_MONITORS[kind].check(asked, await openBaselineFolder(join(baseline, kind), kind));
    await writeTableReport(join(folder, kind), checked, { subject: name, baseline: 'the unaltered table' });
    const { state, violations } = checked.report;
    verdicts.push({ kind, state, violations: violations.length });
  }
  const record: RunRecord = {
    version: 1,
    name,
    created: now.toISOString(),
    scenario,
    parameters,
    rows: rowCountOf(played),
    acceptance: acceptanceOf(played, facetColumns(facet, group)),
    verdicts,
    files: {
      table: TABLE_FILE,
      features: FEATURES_FILE,
      reports: Object.fromEntries(EXPERIMENT_KINDS.map((kind) => [kind, kind])) as Record<ExperimentKind, string>,
      baseline: join('..', BASELINE_FOLDER),
    },
  };
  await writeFile(join(folder, RUN_FILE), formatFile(record));
  return record;
}

/** A new folder `0007-bias-drift`; of two runs at once each has its own. */
async function claimFolder(runs: string, scenario: string): Promise<string> {
  await mkdir(runs, { recursive: true });
  for (;;) {
    const numbers = (await readdir(runs)).map((name) => Number(/^(\d{4,})-/.exec(name)?.[1] ?? 0));
    const name = `${String(Math.max(0, ...numbers) + 1).padStart(4, '0')}-${scenario}`;
    try {
      await mkdir(join(runs, name));
      return name;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
