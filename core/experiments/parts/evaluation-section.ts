import type { EvaluationResult } from '../../evaluation/result/evaluation-result';
import { describeRecommendation } from '../../evaluation/selection/describe-operating-point';
import { html, type Markup } from '../../report/html';
import { formatCount, formatShare } from '../../report/number-format';
import { section, tile } from '../../report/sections/section';

/**
 * What the evaluation that a release has queued says of the model.
 * @param check requests of labelled rows while the release baked and right after it
 * @param page of the evaluation, relative to the report
 * @param rows what it was evaluated on, in words
 */
export function evaluationSection(
  { evaluation, rowNoun }: EvaluationResult,
  check: { readonly sent: number; readonly failed: number },
  page: string,
  rows: string,
): Markup {
  const { accuracy, accuracyInterval, baseline, calibrated, recommendation } = evaluation;
  return section(
    'evaluation',
    'Released and evaluated',
    html`${formatCount(evaluation.rows)} labelled rows, asked through the endpoint by the message that the release has queued: ${rows}. While it baked and right after, the release itself asked ${formatCount(check.sent)} of them; ${check.failed === 0 ? 'none' : formatCount(check.failed)} failed. <a href="${page}">The evaluation’s own page</a>.`,
    html`<dl class="tiles">
${tile('Accuracy', formatShare(accuracy), `of the likelier class, from 0.5 on; 95 %: ${formatShare(accuracyInterval.low)} to ${formatShare(accuracyInterval.high)}; the most frequent class: ${formatShare(baseline.accuracy)}`)}
${tile('Calibration', formatShare(calibrated.expectedCalibrationError), 'expected error of the probabilities')}
${tile('Threshold', recommendation.outcome === 'recommended' ? recommendation.point.threshold.toFixed(3) : 'none', describeRecommendation(recommendation, rowNoun))}
</dl>`,
  );
}
