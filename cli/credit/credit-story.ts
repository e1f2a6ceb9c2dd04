import { join, relative } from 'node:path';
import type { HeadlineFigures } from '../../core/evaluation/result/headline-figures';
import type { BaselineQuality } from '../../core/experiments/baseline-quality';
import type { RunRecord } from '../../core/experiments/run-record';
import { formatCount, formatSeconds, formatShare } from '../../core/report/number-format';
import { formatRuns } from '../experiments/format-runs';

/** `summary.json` of the credit example. */
export interface CreditSummary {
  readonly data: { readonly isReal: boolean; readonly rows: number; readonly seed: number };
  /** On the unaltered table, by what the endpoint has answered. */
  readonly model: BaselineQuality & { readonly threshold: number };
  readonly modelPackage: string;
  readonly endpointName: string;
  /** Requests of labelled rows while the release baked and right after it. */
  readonly releaseCheck: { readonly sent: number; readonly failed: number };
  /** Baseline of the endpoint's monitors, which the release has made: labelled rows, and where it lies in the reports bucket. */
  readonly monitors: { readonly rows: number; readonly prefix: string };
  /** By the function that the release's message has invoked. */
  readonly evaluation: HeadlineFigures & {
    readonly rows: number;
    /** `PREDICTIONS.md`, below the folder of results. */
    readonly report: string;
  };
  /** Rows of traffic that the endpoint's captures tell of. */
  readonly capturedRows: number;
  readonly runs: readonly Pick<RunRecord, 'name' | 'rows' | 'verdicts'>[];
  readonly seconds: number;
  readonly peakRssMb: number;
}

/** What to show at the end. */
export function creditStory(
  { data, model, endpointName, releaseCheck, monitors, evaluation, capturedRows, seconds, peakRssMb }: CreditSummary,
  records: readonly RunRecord[],
  { page, plots, out }: { readonly page: string; readonly plots: number; readonly out: string },
): string {
  const { auc, threshold, truePositives, falsePositives, falseNegatives, trueNegatives } = model;
  const here = (file: string): string => {
    const path = relative(process.cwd(), file);
    return path.startsWith('..') ? file : path;
  };
  return `
data        ${data.isReal ? 'given' : 'made'}, ${formatCount(data.rows)} rows
model       AUC ${auc.toFixed(4)}; at ${threshold}: TP ${truePositives}, FP ${falsePositives}, FN ${falseNegatives}, TN ${trueNegatives}
endpoint    ${endpointName}; ${formatCount(capturedRows)} rows of traffic in its captures
release     ${formatCount(releaseCheck.sent)} labelled rows asked, ${releaseCheck.failed === 0 ? 'none' : formatCount(releaseCheck.failed)} failed
baseline    ${formatCount(monitors.rows)} labelled rows, for the endpoint’s monitors: ${monitors.prefix}
evaluation  accuracy ${formatShare(evaluation.accuracy)} of ${formatCount(evaluation.rows)} labelled rows; expected calibration error ${formatShare(evaluation.ece)}; ${here(join(out, evaluation.report))}
total       ${formatSeconds(seconds)}; largest process ${formatCount(peakRssMb)} MB

Violations that each monitor has found:
${formatRuns(records)}

report      ${here(page)}, ${plots} plots in ${here(out)}/plots
runs        ${here(out)}/experiments (npm run cli -- experiments list --runs ${here(out)}/experiments)`;
}
