import { renderChart } from '../../report/charts/chart';
import { html, type Markup } from '../../report/html';
import { formatCount, formatShare, unbroken } from '../../report/number-format';
import { numbers, section, table } from '../../report/sections/section';
import { reliabilityDiagram } from '../charts/reliability-diagram';
import type { ShownEvaluation } from '../evaluation';

/** Whether confidences mean what they say. */
export function calibrationSection(evaluation: ShownEvaluation): Markup {
  const { temperature, raw, calibrated } = evaluation;
  const error = unbroken(formatShare(calibrated.expectedCalibrationError));
  const before = unbroken(formatShare(raw.expectedCalibrationError));
  const told =
    temperature === 1
      ? `The expected calibration error is ${error}; the model is not calibrated (temperature 1).`
      : `Calibration (temperature ${Number(temperature.toPrecision(4))}) brings the expected calibration error from ${before} to ${error}.`;
  return section(
    'calibration',
    'Does the confidence mean what it says?',
    `On the diagonal, 90 % sure means right 9 times in 10. ${told}`,
    html`<figure>${renderChart(reliabilityDiagram(evaluation))}</figure>
${numbers(
  'The numbers behind this chart',
  table(
    'Accuracy by confidence',
    [
      { title: 'Confidence', cell: ({ from, to }) => `${from.toFixed(2)} to ${to.toFixed(2)}` },
      { title: 'Rows', cell: ({ rows }) => formatCount(rows), numeric: true },
      { title: 'Mean confidence', cell: ({ confidence }) => formatShare(confidence), numeric: true },
      { title: 'Accuracy', cell: ({ accuracy }) => formatShare(accuracy), numeric: true },
    ],
    calibrated.bins.filter(({ rows }) => rows > 0),
  ),
)}`,
  );
}
