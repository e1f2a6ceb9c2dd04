import { readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { MONITOR_KINDS, type MonitorReport } from '../../core/contracts/monitor-report';
import { describeScenario } from '../../core/drift/tables/describe-scenario';
import { scenarioSchema } from '../../core/drift/tables/scenario';
import { comparedAcceptance } from '../../core/experiments/acceptance';
import { compareReports } from '../../core/experiments/compare-reports';
import type { ComparedRun } from '../../core/experiments/compared-run';
import { readViolations } from '../../core/experiments/read-violations';
import { EXPERIMENT_KINDS, type RunRecord } from '../../core/experiments/run-record';
import { readBiasFile } from '../../core/monitoring/bias/bias-file';
import { readExplanationFile } from '../../core/monitoring/explainability/explanation-file';
import { parseFile } from '../../core/monitoring/formats/parse-file';
import { readReport } from '../../core/monitoring/formats/report-file';
import { statisticsSchema } from '../../core/monitoring/formats/statistics';
import { violationsSchema } from '../../core/monitoring/formats/violations';
import { isFile } from '../data/image-folder';
import { parseJson } from '../monitor/tables/parse-json';
import { UsageError } from '../usage-error';
import { readBaselineRecord } from './experiment-baseline';
import { readRun, readRuns, type StoredRun } from './read-runs';
import { RUN_FILE } from './run-experiment';

/**
 * What paths and names mean: runs by name or folder, or files of violations; all runs where nothing is named.
 * @throws UsageError for what is none of them, or where there is nothing to compare
 */
export async function comparedRuns(named: readonly string[], runs: string): Promise<ComparedRun[]> {
  const found = named.length === 0 ? await all(runs) : await Promise.all(named.map((one) => comparedOne(one, runs)));
  if (found.length === 0) throw new UsageError(`'${runs}' holds no run yet: make some with experiments run.`);
  return withDistinctNames(found);
}

const all = async (runs: string): Promise<ComparedRun[]> => Promise.all((await readRuns(runs)).map(comparedRun));

async function comparedOne(named: string, runs: string): Promise<ComparedRun> {
  for (const folder of [join(runs, named), named])
    if (await isFile(join(folder, RUN_FILE))) return comparedRun(await readRun(folder));
  if (!(await isFile(named)))
    throw new UsageError(`'${named}' is no run of '${runs}', nor a folder of one, nor a file of violations.`);
  const file = parseFile(await readFile(named, 'utf8'), violationsSchema, named);
  return readViolations(nameOfFile(named), file);
}

/** These files are all called alike: the folder tells them apart, and where it is called after a monitor, the folder that it lies in. */
function nameOfFile(path: string): string {
  const absolute = resolve(path);
  if (basename(absolute) !== 'constraint_violations.json') return basename(absolute, '.json');
  const folder = dirname(absolute);
  const own = basename(folder);
  return MONITOR_KINDS.some((kind) => kind === own) ? `${basename(dirname(folder))} ${own}` : own;
}

/** A run as its files tell of it. */
async function comparedRun({ folder, record }: StoredRun): Promise<ComparedRun> {
  const { files, name, scenario } = record;
  const baseline = join(folder, files.baseline);
  const pair = async <Value>(
    kind: (typeof EXPERIMENT_KINDS)[number],
    file: string,
    read: (content: unknown, path: string) => Value,
  ) => {
    const [now, then] = [join(folder, files.reports[kind], file), join(baseline, kind, file)];
    if (!(await isFile(now)) || !(await isFile(then))) return undefined;
    const [current, before] = await Promise.all([now, then].map(async (path) => read(await json(path), path)));
    return { current: current!, baseline: before! };
  };
  const reports = await Promise.all(
    EXPERIMENT_KINDS.map(async (kind) => reportOf(join(folder, files.reports[kind], 'report.json'))),
  );
  const compared = compareReports({
    reports,
    statistics: await pair('data-quality', 'statistics.json', (content, path) =>
      parseFile(JSON.stringify(content), statisticsSchema, path),
    ),
    bias: await pair('bias', 'analysis.json', readBiasFile),
    explanation: await pair('explainability', 'analysis.json', readExplanationFile),
  });
  const then = await readBaselineRecord(baseline);
  const groups = then === undefined ? [] : comparedAcceptance(record.acceptance, then.acceptance);
  return { name, meaning: scenario.meaning, ...stepsOf(scenario), groups, ...compared };
}

/** Nothing of a declaration that other rules allowed than today's. */
function stepsOf(scenario: RunRecord['scenario']): Pick<ComparedRun, 'steps'> {
  const { success, data } = scenarioSchema.safeParse(scenario);
  return success ? { steps: describeScenario(data) } : {};
}

/** @throws UsageError naming the file where it is no JSON */
async function reportOf(path: string): Promise<MonitorReport> {
  const text = await readFile(path, 'utf8');
  parseJson(text, path);
  return readReport(text);
}

const json = async (path: string): Promise<unknown> => parseJson(await readFile(path, 'utf8'), path);

/** The scenario alone where that tells runs apart, else the run's whole name; a name twice gets a number. */
function withDistinctNames(runs: readonly ComparedRun[]): ComparedRun[] {
  const plain = runs.map(({ name }) => name.replace(/^\d{4,}-/, ''));
  const seen = new Map<string, number>();
  return runs.map((run, index) => {
    const name = plain.filter((other) => other === plain[index]).length > 1 ? run.name : plain[index]!;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return { ...run, name: times === 1 ? name : `${name} (${times})` };
  });
}
