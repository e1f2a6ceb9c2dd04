import { calibrationSection } from '../evaluation/page/calibration-section';
import { thresholdSection } from '../evaluation/page/threshold-section';
import { classifiedInOrder } from './charts/timed-confidence';
import { html } from './html';
import { reportDocument } from './report-document';
import { batchSection } from './sections/batch-section';
import { confidenceSection } from './sections/confidence-section';
import { confusionSection } from './sections/confusion-section';
import { failuresSection } from './sections/failures-section';
import { headline } from './sections/headline';
import { histogramSection } from './sections/histogram-section';
import { monitorsSection } from './sections/monitors-section';
import { secondLookSection } from './sections/second-look-section';
import { trainingSection } from './sections/training-section';
import type { WorkflowRun } from './workflow-run';

/**
 * The report of a run as one HTML file: charts are drawn already, pictures are part of it, and it works offline, on paper and on a
 * phone, light and dark. The same run gives the same bytes.
 */
export function renderReport(run: WorkflowRun): string {
  const { classes, name } = run.summary.dataset;
  const classified = classifiedInOrder(run.images);
  return reportDocument(
    `second-look: ${name}`,
    html`${headline(run)}
${confidenceSection(classified, run.threshold, classes.length)}
${secondLookSection(run.images)}
${histogramSection(classified, run.threshold, classes)}
${confusionSection(run)}
${run.evaluation && calibrationSection(run.evaluation)}
${run.evaluation && thresholdSection(run.evaluation, 'image')}
${monitorsSection(run.summary.monitors, run.summary.driftedMonitors)}
${batchSection(run.summary)}
${trainingSection(run)}
${failuresSection(run.images)}`,
  );
}
