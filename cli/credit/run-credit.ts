import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CREDIT_LABEL } from '../../core/dataset/credit/credit-columns';
import { SCENARIOS } from '../../core/drift/tables/scenarios/registry';
import { type BaselineQuality, readBaselineQuality } from '../../core/experiments/baseline-quality';
import { modelSection } from '../../core/experiments/parts/model-section';
import type { ExperimentParameters, RunRecord } from '../../core/experiments/run-record';
import { formatPlural } from '../../core/report/number-format';
import { rowCountOf, type WholeTable } from '../../core/table/whole-table';
import { comparedRuns } from '../experiments/compared-runs';
import { experimentBaseline } from '../experiments/experiment-baseline';
import { readTable } from '../experiments/read-table';
import { BASELINE_FOLDER, runExperiment } from '../experiments/run-experiment';
import { writeComparison } from '../experiments/write-comparison';
import { inOutputFolder } from '../folder/in-output-folder';
import { bringUp, preparationText, prepare, type RunningLaptop } from '../laptop/bring-up';
import { inOurWords } from '../monitor/tables/in-our-words';
import { Progress } from '../progress/progress';
import { PeakMemory } from '../start/peak-memory';
import { type CreditCase, type CreditSource, layOutCredit } from './credit-model';
import { type CreditSummary, creditStory } from './credit-story';
import { CreditTraffic } from './credit-traffic';
import { registerCredit, releaseCredit } from './release-credit';

export interface CreditOptions extends CreditSource {
  /** A good risk is predicted from this probability on. */
  readonly threshold: number;
  readonly rows: number;
  readonly samples: number;
  /** Folder of the results and of the run's state. */
  readonly out: string;
}

/** Lay out, synthesize, start, register, release, baselines, and the report; the scenarios come between. */
const STEPS = 7;

/**
 * The story of a model that somebody brings along, on a laptop of its own: from its files to what the monitors say of every scenario. Leaves no process and
 * no port behind.
 * @throws UsageError before anything is made; Interrupted
 */
export async function runCredit(options: CreditOptions, signal: AbortSignal): Promise<string> {
  return inOutputFolder(options.out, signal, (out) => inOurWords(() => run({ ...options, out }, signal)));
}

async function run(options: CreditOptions, signal: AbortSignal): Promise<string> {
  const began = Date.now();
  const memory = new PeakMemory();
  const { out } = options;
  const progress = new Progress(STEPS + SCENARIOS.size);
  // An earlier run's results must not be taken for this one's.
  for (const name of ['summary.json', 'report.html', 'plots', 'experiments', 'credit', 'laptop/state'])
    rmSync(join(out, name), { recursive: true, force: true });
  const laid = await progress.run(
    'Lay out data and model',
    async (report) => {
      const found = await layOutCredit(join(out, 'credit'), options);
      return { ...found, rows: await readTable([found.table], signal, report) };
    },
    ({ isReal, rows }) => `${isReal ? 'given' : 'made'}: ${formatPlural(rowCountOf(rows), 'row')}`,
  );
  const laptopOptions = { folder: join(out, 'laptop'), port: 0, overrides: {}, signal };
  await progress.run('Synthesize and compile', () => prepare(laptopOptions), preparationText);
  const running = await progress.run(
    'Start the laptop’s AWS',
    (report) => bringUp(laptopOptions, report),
    ({ laptop }) => `${laptop.resourceCount()} resources at ${laptop.url}`,
  );
  try {
    const served = await serve(running, laid, progress, signal);
    const traffic = new CreditTraffic(running, laid.preprocessing.columns, signal);
    const played = await play(traffic, laid, laid.rows, options, progress, signal);
    const { page, plots } = await progress.run(
      'Draw the report',
      () => report(out, played.quality, rowCountOf(laid.rows), options),
      ({ plots: drawn }) => `report.html, ${formatPlural(drawn.length, 'plot')}`,
    );
    signal.throwIfAborted();
    const summary: CreditSummary = {
      data: { isReal: laid.isReal, rows: rowCountOf(laid.rows), seed: options.seed },
      model: { ...played.quality, threshold: options.threshold },
      ...served,
      capturedRows: traffic.capturedRows,
      runs: played.records.map(({ name, rows, verdicts }) => ({ name, rows, verdicts })),
      seconds: (Date.now() - began) / 1000,
      peakRssMb: memory.stop(),
    };
    writeFileSync(join(out, 'summary.json'), `${JSON.stringify(summary, null, 2)}\n`);
    return creditStory(summary, played.records, { page, plots: plots.length, out });
  } finally {
    memory.stop();
    await running.stop();
  }
}

async function serve(
  running: RunningLaptop,
  { model }: CreditCase,
  progress: Progress,
  signal: AbortSignal,
): Promise<Pick<CreditSummary, 'modelPackage' | 'endpointName'>> {
  const registered = await progress.run(
    'Register the model',
    () => registerCredit(running, model),
    (arn) => arn.replace(/^.*:model-package\//, ''),
  );
  const { modelPackage, endpointName } = await progress.run(
    'Release the endpoint',
    (told) => releaseCredit(running, registered, told, signal),
    ({ endpointName: name }) => `${name} in service`,
  );
  return { modelPackage, endpointName };
}

interface Played {
  readonly quality: BaselineQuality;
  readonly records: readonly RunRecord[];
}

async function play(
  { predict }: CreditTraffic,
  { table: file, model }: CreditCase,
  table: WholeTable,
  { out, seed, threshold, rows, samples }: CreditOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<Played> {
  const runs = join(out, 'experiments');
  const baseline = join(runs, BASELINE_FOLDER);
  const facets = { facet: ['foreign_worker=1'], group: 'housing' };
  const parameters: ExperimentParameters = {
    ...{ data: [file], label: CREDIT_LABEL, model, threshold, ...facets, rows, samples, seed },
  };
  const quality = await progress.run(
    'Baselines of the served model',
    async (report) => {
      await experimentBaseline({ folder: baseline, parameters, table, predict, signal, report });
      const statistics = join(baseline, 'model-quality', 'statistics.json');
      return readBaselineQuality(readFileSync(statistics, 'utf8'), statistics);
    },
    ({ auc, accuracy }) => `AUC ${auc.toFixed(4)}, accuracy ${accuracy.toFixed(3)}`,
  );
  const records: RunRecord[] = [];
  for (const scenario of SCENARIOS.values()) {
    const record = await progress.run(
      `Play ${scenario.name}`,
      (report) => runExperiment({ runs, scenario, parameters, table, predict, now: new Date(), signal, report }),
      ({ rows: count, verdicts }) =>
        `${formatPlural(count, 'row')}, ${formatPlural(
          verdicts.reduce((sum, { violations }) => sum + violations, 0),
          'violation',
        )}`,
    );
    records.push(record);
  }
  return { quality, records };
}

async function report(out: string, quality: BaselineQuality, rows: number, { threshold, data }: CreditOptions) {
  const compared = await comparedRuns([], join(out, 'experiments'));
  return writeComparison(out, compared, {
    title: 'Credit risk: a model of one’s own, watched',
    about: `${data === undefined ? 'Made data and a model trained on it' : 'The data and model given'}, served with data capture; ${formatPlural(compared.length, 'scenario')} against the unaltered table`,
    first: [modelSection(quality, threshold, rows)],
  });
}
