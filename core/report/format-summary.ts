import {
  formatCount,
  formatMilliseconds,
  formatPlural,
  formatSeconds,
  formatShare,
  formatThreshold,
} from './number-format';
import type { RunSummary } from './run-summary';

/**
 * The summary for a terminal: nine short lines, without colours.
 * @param threshold is told where known
 */
export function formatSummary(summary: RunSummary, threshold?: number): string {
  const { dataset, training, evaluation, workflow, alerts, capture, groundTruth, batch } = summary;
  const rows: readonly (readonly [string, string])[] = [
    [
      'data set',
      `${dataset.name}: ${formatCount(dataset.train)} train, ${formatCount(dataset.test)} test; ${classNames(dataset.classes)}`,
    ],
    [
      'training',
      `${formatPlural(training.epochs, 'epoch')} in ${formatSeconds(training.seconds)}; test accuracy ${formatShare(training.accuracy)}`,
    ],
    ['evaluation', evaluationLine(evaluation)],
    ['workflow', workflowLine(workflow, threshold)],
    ['duration', `p50 ${formatMilliseconds(workflow.p50Ms)}, p99 ${formatMilliseconds(workflow.p99Ms)} an execution`],
    ['alerts', `${formatCount(alerts.published)} published, ${formatPlural(alerts.emails, 'e-mail')} arrived`],
    ['capture', `${formatPlural(capture.records, 'record')} in ${formatPlural(capture.files, 'file')}`],
    ['labels', `${formatPlural(groundTruth.labels, 'second look')} answered by the run itself, from the known labels`],
    [
      'batch',
      `${formatPlural(batch.images, 'image')}: ${formatCount(batch.accepted)} accepted, ${formatCount(batch.secondLook)} for a second look, ${formatCount(batch.failed)} failed; ${formatCount(Math.round(batch.imagesPerSecond))} images/s`,
    ],
    ['total', `${formatSeconds(summary.seconds)}; largest process ${formatCount(Math.round(summary.peakRssMb))} MB`],
  ];
  return `${rows.map(([name, text]) => `${name.padEnd(12)}${text}`).join('\n')}\n`;
}

function evaluationLine({ ece, recommendedThreshold, coverage }: RunSummary['evaluation']): string {
  const calibration = `expected calibration error ${formatShare(ece)}`;
  return recommendedThreshold === null || coverage === null
    ? `${calibration}; no threshold keeps to the error rate wanted`
    : `${calibration}; recommended threshold ${formatThreshold(recommendedThreshold)} accepts ${formatShare(coverage)}`;
}

function classNames(classes: readonly string[]): string {
  return classes.length <= 4 ? classes.join(', ') : `${classes.slice(0, 3).join(', ')} and ${classes.length - 3} more`;
}

function workflowLine(workflow: RunSummary['workflow'], threshold: number | undefined): string {
  const { executions, accepted, secondLook, failed } = workflow;
  const line = threshold === undefined ? '' : ` (threshold ${threshold})`;
  return `${formatPlural(executions, 'image')}: ${accepted} accepted, ${secondLook} for a second look, ${failed} failed${line}`;
}
