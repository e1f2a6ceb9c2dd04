import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { splitPrefix } from '../../core/contracts/storage-layout';
import type { DataItem, DataSet } from '../../core/dataset/data-set';
import type { EvaluationResult } from '../../core/evaluation/result/evaluation-result';
import { headlineFigures } from '../../core/evaluation/result/headline-figures';
import { formatSummary } from '../../core/report/format-summary';
import { renderReport } from '../../core/report/render-report';
import { type RunSummary, runSummarySchema } from '../../core/report/run-summary';
import type { RunImage, WorkflowRun } from '../../core/report/workflow-run';
import type { ClassifiedExecution } from '../classify/await-classification';
import type { ReleaseEvaluation } from '../evaluate/evaluate-release';
import type { RunningLaptop } from '../laptop/bring-up';
import type { Taught } from '../laptop/teach';
import { monitorsSummary } from './monitors-summary';
import { percentile } from './percentile';
import type { CaptureCount } from './read-captures';
import { imagesPerSecond, type StartBatch } from './run-start-batch';
import { thumbnail } from './thumbnail';
import type { WatchedEndpoint } from './watch-endpoint';

/** All that a run has to tell. */
export interface FinishedRun {
  readonly data: DataSet;
  readonly running: RunningLaptop;
  readonly taught: Taught;
  /** The whole test split through the endpoint. */
  readonly evaluation: ReleaseEvaluation;
  /** Items of the test split that went through the workflow, in the order of `executions`. */
  readonly chosen: readonly DataItem[];
  readonly executions: readonly ClassifiedExecution[];
  readonly workflowSeconds: number;
  readonly published: number;
  readonly emails: number;
  readonly capture: CaptureCount;
  /** Second looks that the run itself has answered. */
  readonly labels: number;
  readonly watched: WatchedEndpoint;
  /** The whole test split as one batch. */
  readonly batch: StartBatch;
  readonly seconds: number;
  readonly peakRssMb: number;
}

/** Writes `summary.json` and `report.html`; @returns what to show at the end. */
export async function writeResults(folder: string, run: FinishedRun): Promise<string> {
  const { confidenceThreshold: threshold } = run.running.environment;
  const summary = summaryOf(run);
  const report = join(folder, 'report.html');
  const summaryFile = join(folder, 'summary.json');
  writeFileSync(summaryFile, `${JSON.stringify(summary, null, 2)}\n`);
  writeFileSync(report, renderReport(await workflowRun(run, summary, threshold)));
  return `\n${formatSummary(summary, threshold)}\nreport      ${report}\nsummary     ${summaryFile}`;
}

function summaryOf(run: FinishedRun): RunSummary {
  const { data, taught, executions, capture } = run;
  const count = (wanted: ClassifiedExecution['outcome']): number =>
    executions.filter(({ outcome }) => outcome === wanted).length;
  const milliseconds = executions.map((execution) => execution.milliseconds);
  const { result, page } = run.evaluation;
  const accuracy = rounded(result.evaluation.accuracyWithFailures, 4);
  return runSummarySchema.parse({
    dataset: { name: data.name, classes: [...data.classes], train: data.train.length, test: data.test.length },
    training: {
      seconds: rounded(taught.trainingSeconds),
      epochs: taught.curve.epochs().length,
      accuracy,
      // Without early stopping the model that serves is that of the last epoch.
      lastEpochAccuracy: accuracy,
    },
    evaluation: evaluationSummary(result, page),
    workflow: {
      executions: executions.length,
      accepted: count('accepted'),
      secondLook: count('second-look'),
      failed: count('failed'),
      seconds: rounded(run.workflowSeconds),
      p50Ms: percentile(milliseconds, 0.5),
      p99Ms: percentile(milliseconds, 0.99),
    },
    alerts: { published: run.published, emails: run.emails },
    capture: { files: capture.files, records: capture.records },
    groundTruth: { labels: run.labels },
    monitors: monitorsSummary(run.watched.traffic),
    driftedMonitors: monitorsSummary(run.watched.drifted),
    batch: { ...run.batch.counts, imagesPerSecond: rounded(imagesPerSecond(run.batch)) },
    seconds: rounded(run.seconds),
    peakRssMb: run.peakRssMb,
  } satisfies RunSummary);
}

function evaluationSummary(result: EvaluationResult, report: string): RunSummary['evaluation'] {
  const { accuracy, ece, recommendedThreshold, coverage } = headlineFigures(result);
  return {
    accuracy: rounded(accuracy, 4),
    ece: rounded(ece, 4),
    recommendedThreshold,
    coverage: coverage === null ? null : rounded(coverage, 4),
    report,
  };
}

async function workflowRun(run: FinishedRun, summary: RunSummary, threshold: number): Promise<WorkflowRun> {
  const { taught, evaluation } = run;
  return {
    finishedAt: new Date().toISOString(),
    threshold,
    summary,
    trainingCurve: taught.curve.epochs().map(({ epoch, trainAccuracy = 0, validationAccuracy, seconds = 0 }) => ({
      epoch: epoch + 1,
      trainAccuracy,
      validationAccuracy,
      seconds,
    })),
    images: await Promise.all(run.executions.map((execution, index) => runImage(run, execution, index))),
    testPredictions: evaluation.rows.flatMap(({ label: trueLabel, predicted: predictedLabel }) =>
      predictedLabel === undefined ? [] : [{ trueLabel, predictedLabel }],
    ),
    evaluation: evaluation.result.evaluation,
  };
}

async function runImage(
  { data, running, chosen }: FinishedRun,
  run: ClassifiedExecution,
  at: number,
): Promise<RunImage> {
  const item = chosen[at];
  const { key, outcome, predictedLabel, confidence, inferences = [], error, cause } = run;
  const shown = outcome === 'second-look' && item !== undefined;
  return {
    key,
    outcome,
    time: new Date(run.startDate.getTime() + run.milliseconds).toISOString(),
    trueLabel: item === undefined ? undefined : data.classes[item.label],
    predictedLabel,
    confidence,
    inferences,
    error: outcome === 'failed' ? { name: error ?? '', message: cause ?? '' } : undefined,
    imageDataUri: shown ? thumbnail(await item.read()) : undefined,
    executionUrl: `${running.laptop.url}/_local/executions/${run.executionArn}`,
  };
}

/** So many decimals; a summary is read by people too. */
const rounded = (value: number, decimals = 3): number => Number(value.toFixed(decimals));

/** Where an item of the test split lies in the images bucket. */
export const testKey = ({ file }: DataItem): string => splitPrefix('test') + file;
