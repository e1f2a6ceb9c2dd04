import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { CREDIT_LABEL } from '../../core/dataset/credit/credit-columns';
import { SCENARIOS } from '../../core/drift/tables/scenarios/registry';
import type { EvaluationResult } from '../../core/evaluation/result/evaluation-result';
import { headlineFigures } from '../../core/evaluation/result/headline-figures';
import { type BaselineQuality, readBaselineQuality } from '../../core/experiments/baseline-quality';
import { evaluationSection } from '../../core/experiments/parts/evaluation-section';
import { modelSection } from '../../core/experiments/parts/model-section';
import type { ExperimentParameters, RunRecord } from '../../core/experiments/run-record';
import { formatPlural, formatShare } from '../../core/report/number-format';
import { rowCountOf, type WholeTable } from '../../core/table/whole-table';
import { evaluateRelease } from '../evaluate/evaluate-release';
import { comparedRuns } from '../experiments/compared-runs';
import { experimentBaseline } from '../experiments/experiment-baseline';
import { readTable } from '../experiments/read-table';
import { BASELINE_FOLDER, runExperiment } from '../experiments/run-experiment';
import { writeComparison } from '../experiments/write-comparison';
import { clearEarlierRun } from '../folder/earlier-run';
import { inOutputFolder } from '../folder/in-output-folder';
import { bringUp, preparationText, prepare, type RunningLaptop } from '../laptop/bring-up';
import { limitHeapGrowth } from '../laptop/heap-growth';
import { inOurWords } from '../monitor/tables/in-our-words';
import { Progress } from '../progress/progress';
import { checkText, sumOfChecks } from '../release/release-check';
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

/** Below the folder of results. */
const EVALUATION_FOLDER = 'evaluation';
const UNSEEN = 'rows that the model has never seen';
const SEEN = 'the table given, whose labels are the only ones known, and which the model was trained on';

/** Who may be at a disadvantage. */
const FACETS = ['foreign_worker=1'] as const;
const GROUP = 'housing';

/** Lay out, synthesize, start, register, release, evaluate, baselines, and the report; the scenarios come between. */
const STEPS = 8;

/**
 * The story of a model that somebody brings along, on a laptop of its own: from its files to what the monitors say of every scenario. Leaves no process and
 * no port behind.
 * @throws UsageError before anything is made; Interrupted
 */
export async function runCredit(options: CreditOptions, signal: AbortSignal): Promise<string> {
  return inOutputFolder(options.out, signal, (out) => inOurWords(() => run({ ...options, out }, signal)));
}

async function run(options: CreditOptions, signal: AbortSignal): Promise<string> {
  limitHeapGrowth();
  const began = Date.now();
  const memory = new PeakMemory();
  const { out } = options;
  const progress = new Progress(STEPS + SCENARIOS.size);
  clearEarlierRun(out, [
    'summary.json',
    'report.html',
    'plots',
    EVALUATION_FOLDER,
    'experiments',
    'credit',
    'laptop/state',
  ]);
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
    const served = await serve(running, laid, options, progress, signal);
    const traffic = new CreditTraffic(running, laid.preprocessing.columns, signal);
    const played = await play(traffic, laid, laid.rows, options, progress, signal);
    const { page, plots } = await progress.run(
      'Draw the report',
      () => report(out, played.quality, rowCountOf(laid.rows), served, options),
      ({ plots: drawn }) => `report.html, ${formatPlural(drawn.length, 'plot')}`,
    );
    signal.throwIfAborted();
    const summary: CreditSummary = {
      data: { isReal: laid.isReal, rows: rowCountOf(laid.rows), seed: options.seed },
      model: { ...played.quality, threshold: options.threshold },
      modelPackage: served.modelPackage,
      endpointName: served.endpointName,
      releaseCheck: served.releaseCheck,
      monitors: served.monitors,
      evaluation: served.evaluation,
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

type Served = Pick<CreditSummary, 'modelPackage' | 'endpointName' | 'releaseCheck' | 'monitors' | 'evaluation'> & {
  readonly result: EvaluationResult;
};

async function serve(
  running: RunningLaptop,
  laid: CreditCase,
  { out, threshold, rows, samples }: CreditOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<Served> {
  const registered = await progress.run(
    'Register the model',
    () => registerCredit(running, laid, { threshold, facets: [...FACETS], group: GROUP, rows, samples }),
    (arn) => arn.replace(/^.*:model-package\//, ''),
  );
  const released = await progress.run(
    'Release the endpoint',
    (told) => releaseCredit(running, registered, told, signal),
    ({ endpointName: name, check, afterwards }) =>
      `${name} in service; ${checkText(sumOfChecks('row', [check, afterwards]))}`,
  );
  const { clients, outputs } = running;
  const folder = join(out, EVALUATION_FOLDER);
  const { result, page } = await progress.run(
    'Evaluate it by the queue',
    () => evaluateRelease(clients.s3, outputs.get('ReportsBucket'), released.evaluation, folder, signal),
    ({ result: { evaluation } }) => `accuracy ${formatShare(evaluation.accuracy)} of ${evaluation.rows} rows`,
  );
  const { modelPackage, endpointName, check, afterwards, baseline } = released;
  const { sent, failed } = sumOfChecks('row', [check, afterwards]);
  const evaluation = { rows: result.evaluation.rows, ...headlineFigures(result), report: relative(out, page) };
  if (baseline === undefined || 'reason' in baseline)
    throw new Error(`The release has made no baseline: ${baseline?.reason ?? 'none was asked for'}`);
  const monitors = { rows: baseline.rows, prefix: baseline.prefix };
  return { modelPackage, endpointName, releaseCheck: { sent, failed }, monitors, evaluation, result };
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
  const facets = { facet: [...FACETS], group: GROUP };
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

async function report(
  out: string,
  quality: BaselineQuality,
  rows: number,
  { result, releaseCheck }: Served,
  { threshold, data }: CreditOptions,
) {
  const compared = await comparedRuns([], join(out, 'experiments'));
  return writeComparison(out, compared, {
    title: 'Credit risk: a model of one’s own, watched',
    about: `${data === undefined ? 'Made data and a model trained on it' : 'The data and model given'}, served with data capture; ${formatPlural(compared.length, 'scenario')} against the unaltered table`,
    first: [
      modelSection(quality, threshold, rows),
      evaluationSection(
        result,
        releaseCheck,
        `${EVALUATION_FOLDER}/${basename(result.files.report)}`,
        data === undefined ? UNSEEN : SEEN,
      ),
    ],
  });
}
