import { formatShare } from '../../report/number-format';
import type { Calibration } from '../calibration/calibration';
import type { Evaluation } from '../evaluation';
import { describeOperatingPoint, describeRecommendation } from '../selection/describe-operating-point';
import { markdownTable } from './markdown';
import type { PredictionsSubject } from './predictions-subject';

/** Whether confidences mean what they say, and what thresholds do. */
export function confidencePage(evaluation: Evaluation, { plots, rowNoun }: PredictionsSubject): string {
  const { recommendation, current, riskCoverage } = evaluation;
  const target = `at most ${Number((recommendation.target.maxErrorRate * 100).toPrecision(6))} % errors among accepted ${rowNoun}s`;
  return [
    calibrationTable(evaluation),
    `![Reliability diagram: accuracy against confidence](${plots.reliability})`,
    `**Threshold for ${target}:** ${describeRecommendation(recommendation, rowNoun)}.`,
    `**Threshold in use:** ${describeOperatingPoint(current, rowNoun)}.`,
    `![Risk-coverage curve: errors among accepted ${rowNoun}s against the share accepted](${plots.riskCoverage})`,
    `Area under the risk-coverage curve: ${riskCoverage.area.toFixed(4)} (${riskCoverage.excessArea.toFixed(4)} above the best possible with these errors).`,
  ].join('\n\n');
}

function calibrationTable({ raw, calibrated, temperature }: Evaluation): string {
  const rows: readonly (readonly [string, (calibration: Calibration) => string])[] = [
    [
      `expected calibration error (${raw.bins.length} bins of equal width)`,
      (at) => formatShare(at.expectedCalibrationError),
    ],
    ['expected calibration error (bins of equal mass)', (at) => formatShare(at.equalMassError)],
    ['largest calibration error of a bin', (at) => formatShare(at.maximumCalibrationError)],
    ['log loss', (at) => at.logLoss.toFixed(4)],
  ];
  if (temperature === 1) {
    return markdownTable(
      [
        { title: 'not calibrated (temperature 1)', align: 'left' },
        { title: 'model', align: 'right' },
      ],
      rows.map(([title, value]) => [title, value(raw)]),
    );
  }
  return markdownTable(
    [
      { title: `temperature ${Number(temperature.toPrecision(4))}`, align: 'left' },
      { title: 'before', align: 'right' },
      { title: 'after', align: 'right' },
    ],
    rows.map(([title, value]) => [title, value(raw), value(calibrated)]),
  );
}
