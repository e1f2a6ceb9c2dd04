import { renderChart } from '../charts/chart';
import { trainingCurve } from '../charts/training-curve';
import { html, type Markup } from '../html';
import { formatPlural, formatSeconds, formatShare, unbroken } from '../number-format';
import type { WorkflowRun } from '../workflow-run';
import { numbers, section, table } from './section';

/** How the model learned. */
export function trainingSection({ trainingCurve: epochs, summary }: WorkflowRun): Markup {
  const title = 'Training';
  if (epochs.length === 0) return section('training', title, 'No epoch was recorded.', undefined);
  const last = epochs.at(-1)!;
  const validation =
    last.validationAccuracy === undefined
      ? ''
      : ` and ${unbroken(formatShare(last.validationAccuracy))} on validation images held back from training`;
  return section(
    'training',
    title,
    `${formatPlural(epochs.length, 'epoch')} in ${unbroken(formatSeconds(summary.training.seconds))}. The last reached ${unbroken(formatShare(last.trainAccuracy))} on the training images${validation}. The test images were not touched.`,
    html`<figure>${renderChart(trainingCurve(epochs))}</figure>
${numbers(
  'The numbers behind this chart',
  table(
    'Accuracy after each epoch',
    [
      { title: 'Epoch', cell: ({ epoch }) => epoch, numeric: true },
      { title: 'Training', cell: ({ trainAccuracy }) => formatShare(trainAccuracy), numeric: true },
      {
        title: 'Validation',
        cell: ({ validationAccuracy }) => (validationAccuracy === undefined ? '' : formatShare(validationAccuracy)),
        numeric: true,
      },
      { title: 'Time', cell: ({ seconds }) => formatSeconds(seconds), numeric: true },
    ],
    epochs,
  ),
)}`,
  );
}
