import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CaptureWindow, formatCaptureWindow } from '../../core/capture/capture-window';
import type { MonitorReport } from '../../core/contracts/monitor-report';
import { modelQualityConstraintsSchema } from '../../core/monitoring/formats/model-quality-constraints';
import { tableReportFiles } from '../../core/monitoring/tables/table-report-files';
import { loosenConstraints } from '../../core/similarity/gate/loosen-constraints';
import { PARAPHRASE_FROM } from '../../core/similarity/gate/pair-figures';
import { openBaselineFolder, writeBaselineFolder } from '../monitor/tables/baseline-folder';
import { modelQuality } from '../monitor/tables/model-quality';
import type { TableOptions } from '../monitor/tables/table-options';
import { UsageError } from '../usage-error';
import type { PairTarget } from './pair-target';
import { readRequests } from './pair-traffic';
import { RunFile, type RunFolder } from './run-folder';
import { fetchWindow } from './window-files';

/** Below the run's folder. */
export const BASELINE_FOLDER = 'monitor/baseline';

/** How a column of probabilities is read, in the baseline's table as in captures, which have no names. */
const QUESTION: TableOptions = { problem: 'binary', threshold: PARAPHRASE_FROM, seed: 1 };

interface Watching {
  readonly signal: AbortSignal;
  readonly report: (text: string) => void;
}

/**
 * Makes the baseline of model quality from what the model has answered on the test split. Its constraints allow every metric to be worse by the tolerance:
 * held to its very values, about half of the metrics of an unchanged model are "worse" in any window.
 * @returns rows that it was made of
 */
export async function makePairBaseline(folder: RunFolder, tolerance: number, watching: Watching): Promise<number> {
  folder.need('gate');
  const options = { ...QUESTION, label: 'label', probability: 'probability' };
  const work = { data: [folder.file(RunFile.testAnswers)], labels: [], options, ...watching };
  const made = await modelQuality.baseline(work);
  const suggested = modelQualityConstraintsSchema.parse(made.files['constraints.json']);
  const files = { ...made.files, 'constraints.json': loosenConstraints(suggested, tolerance) };
  await writeBaselineFolder(folder.file(BASELINE_FOLDER), 'model-quality', { ...made, files }, QUESTION);
  return made.rows;
}

export interface CheckPairs extends Watching {
  /** Whole hours. */
  readonly window: CaptureWindow;
  /** Labels are looked for until here. */
  readonly labelsUntil: Date;
  /** Longest wait for captures. Milliseconds. */
  readonly captureLimit: number;
}

export interface CheckedWindow {
  readonly window: string;
  readonly report: MonitorReport;
  /** Folder of the reports, below the run's. */
  readonly folder: string;
}

/**
 * Compares what the endpoint answered in a window with the labels that have come in since, and writes the report.
 * @throws UsageError where there is no baseline
 */
export async function checkPairs(target: PairTarget, folder: RunFolder, options: CheckPairs): Promise<CheckedWindow> {
  const { window, labelsUntil, captureLimit: limit, signal, report } = options;
  const baseline = await openBaselineFolder(folder.file(BASELINE_FOLDER), 'model-quality').catch((cause: Error) => {
    throw new UsageError(`${cause.message} Make it with 'similarity baseline --from ${folder.path}'.`, { cause });
  });
  const name = `monitor/${window.from.toISOString().slice(0, 13)}`;
  const inferenceIds = readRequests(folder)
    .filter(({ time }) => window.from <= new Date(time) && new Date(time) < window.to)
    .map(({ inferenceId }) => inferenceId);
  const fetched = { window, labelsUntil, inferenceIds, to: folder.file(name), limit, signal, report };
  const { captures, labels } = await fetchWindow(target, fetched);
  const work = { data: captures, labels, options: { ...baseline.options, ...QUESTION }, signal, report };
  const checked = await modelQuality.check(work, baseline);
  const path = join(folder.file(name), 'report');
  mkdirSync(path, { recursive: true });
  const span = formatCaptureWindow(window);
  const page = {
    report: checked.report,
    subject: `${target.environment.app}-${target.environment.name}`,
    window: span,
    baseline: BASELINE_FOLDER,
    ...checked.drawn,
  };
  for (const [file, body] of tableReportFiles(page, checked.own)) writeFileSync(join(path, file), body);
  return { window: span, report: checked.report, folder: join(name, 'report') };
}
