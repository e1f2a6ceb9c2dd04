import { html, type Markup } from '../../report/html';
import { formatCount, formatPlural, formatShare } from '../../report/number-format';
import { reportDocument } from '../../report/report-document';
import { confusionHint, confusionTable } from '../../report/sections/confusion-section';
import { section } from '../../report/sections/section';
import type { EvaluationResult } from '../result/evaluation-result';
import { calibrationSection } from './calibration-section';
import { classSection } from './class-section';
import { thresholdSection } from './threshold-section';

/** An evaluation as one HTML file, in the look of a run's report: it works offline, on paper and on a phone. The same result gives the same bytes. */
export function renderEvaluationPage(result: EvaluationResult): string {
  const { evaluation, rowNoun } = result;
  const matrix = { classes: evaluation.classes, counts: evaluation.confusion };
  return reportDocument(
    `Evaluation of ${result.endpointName}`,
    html`${headline(result)}
${section('confusion', 'Confusion matrix', `A row for what ${rowNoun === 'image' ? 'an image' : 'a row'} is, a column for what the model took it for. ${confusionHint(matrix)}`, confusionTable(matrix))}
${classSection(evaluation)}
${calibrationSection(evaluation)}
${thresholdSection(evaluation, rowNoun)}`,
  );
}

function headline(result: EvaluationResult): Markup {
  const { evaluation, rowNoun, notes, evaluatedAt } = result;
  const { accuracy, accuracyInterval, baseline, classes, rows, failures } = evaluation;
  const unanswered = Object.values(failures).reduce((sum, count) => sum + count, 0);
  const reasons = Object.entries(failures).map(([reason, count]) => `${formatCount(count)} ${reason}`);
  return html`
<header>
<p class="brand">second-look</p>
<h1>${formatShare(accuracy)} of ${formatPlural(rows, rowNoun)} right.</h1>
<p class="lead">95 %: ${formatShare(accuracyInterval.low)} to ${formatShare(accuracyInterval.high)}. Always saying ${classes[baseline.classIndex]!} would reach ${formatShare(baseline.accuracy)}.</p>
<p class="about">${result.endpointName} · ${result.modelPackage ?? 'model package not known'} · ${result.data} ·
<time datetime="${evaluatedAt}">${evaluatedAt.slice(0, 16).replace('T', ' ')} UTC</time></p>
${unanswered === 0 ? undefined : html`<p class="warning"><strong>${formatPlural(unanswered, rowNoun)} got no answer</strong> (${reasons.join(', ')}) and are in none of these numbers; counted as wrong they would bring the accuracy to ${formatShare(evaluation.accuracyWithFailures)}.</p>`}
${notes.map((note) => html`<p class="note">${note}</p>`)}
</header>`;
}
