import { type ConfusionMatrix, confusionMatrix } from '../confusion-matrix';
import { html, type Markup } from '../html';
import { formatCount, formatShare, unbroken } from '../number-format';
import type { WorkflowRun } from '../workflow-run';
import { section } from './section';

/** Beyond so many classes a matrix is no longer read cell by cell: the most confused pairs are told instead. */
const MAX_MATRIX_CLASSES = 20;
const MAX_PAIRS = 20;

/** What the model took each class for, on the whole test split. */
export function confusionSection({ testPredictions, summary }: WorkflowRun): Markup {
  if (testPredictions.length === 0) {
    return section('confusion', 'Confusion matrix', 'The test split was not classified in this run.', undefined);
  }
  const matrix = confusionMatrix(testPredictions, summary.dataset.classes);
  return section(
    'confusion',
    'Confusion matrix',
    `All ${formatCount(matrix.total)} test images: a row for what an image is, a column for what the model took it for; ${unbroken(formatShare(matrix.accuracy))} right. ${confusionHint(matrix)}`,
    confusionTable(matrix),
  );
}

type Confusion = Pick<ConfusionMatrix, 'classes' | 'counts'>;

const isSmall = ({ classes }: Confusion): boolean => classes.length <= MAX_MATRIX_CLASSES;

/** What the table below it shows, in a sentence. */
export const confusionHint = (matrix: Confusion): string =>
  isSmall(matrix) ? 'Percentages are of the row.' : 'The most confused pairs of classes.';

/** The matrix; of many classes the most confused pairs. */
export const confusionTable = (matrix: Confusion): Markup =>
  isSmall(matrix) ? matrixTable(matrix) : pairTable(matrix);

function matrixTable({ classes, counts }: Confusion): Markup {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Confusion matrix"><table class="confusion">
<caption class="unseen">Rows: true class. Columns: predicted class. Count and percentage of the row.</caption>
<thead><tr><td></td>${classes.map((name) => html`<th scope="col"><span class="unseen">taken for </span>${name}</th>`)}</tr></thead>
<tbody>${classes.map(
    (name, actual) =>
      html`<tr><th scope="row"><span class="unseen">is </span>${name}</th>${classes.map((_, predicted) => cell(counts[actual]!, actual, predicted))}</tr>\n`,
  )}</tbody></table></div>`;
}

/** The share of the row tints the cell: blue on the diagonal, red off it. */
function cell(row: readonly number[], actual: number, predicted: number): Markup {
  const sum = row.reduce((all, count) => all + count, 0);
  const count = row[predicted]!;
  const share = sum === 0 ? 0 : count / sum;
  const kind = actual === predicted ? 'right' : 'wrong';
  return html`<td class="${kind}" style="--share:${Math.round(share * 100)}%"><b>${formatCount(count)}</b><span>${sum === 0 ? 'none' : formatShare(share)}</span></td>`;
}

function pairTable({ classes, counts }: Confusion): Markup {
  const pairs = classes
    .flatMap((actual, row) =>
      classes.map((predicted, column) => ({ actual, predicted, count: counts[row]![column]!, row, column })),
    )
    .filter(({ row, column, count }) => row !== column && count > 0)
    .sort((one, other) => other.count - one.count)
    .slice(0, MAX_PAIRS);
  return html`<table><thead><tr><th scope="col">is</th><th scope="col">taken for</th><th scope="col" class="number">images</th></tr></thead>
<tbody>${pairs.map(({ actual, predicted, count }) => html`<tr><td>${actual}</td><td>${predicted}</td><td class="number">${count}</td></tr>`)}</tbody></table>`;
}
