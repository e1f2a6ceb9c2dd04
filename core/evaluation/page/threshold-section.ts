import { renderChart } from '../../report/charts/chart';
import { html, type Markup } from '../../report/html';
import { section } from '../../report/sections/section';
import { riskCoverageChart } from '../charts/risk-coverage-chart';
import type { ShownEvaluation } from '../evaluation';
import { describeOperatingPoint, describeRecommendation } from '../selection/describe-operating-point';

/** What a threshold buys, and which one keeps the errors among accepted rows below the target. */
export function thresholdSection(evaluation: ShownEvaluation, rowNoun: string): Markup {
  const { current, recommendation } = evaluation;
  const target = Number((recommendation.target.maxErrorRate * 100).toPrecision(6));
  return section(
    'threshold',
    'Which threshold?',
    html`For at most ${target} % errors among accepted ${rowNoun}s: <strong>${describeRecommendation(recommendation, rowNoun)}</strong> (the smallest that keeps to it on these very ${rowNoun}s; one that was chosen on others, as the gate does on the validation split, is a stronger promise). The threshold in use: ${describeOperatingPoint(current, rowNoun)}.`,
    html`<figure>${renderChart(riskCoverageChart(evaluation))}</figure>`,
  );
}
