import { formatCount, formatShare } from '../../report/number-format';
import type { Evaluation } from '../evaluation';
import { escapeMarkdown, markdownTable } from './markdown';

/** A wider table no longer fits the page: the most confused pairs are told instead. */
const MAX_MATRIX_CLASSES = 20;
const MAX_PAIRS = 20;

/** The confusion matrix, a row for what a thing is, a column for what it was taken for. */
export function confusionPage({ classes, confusion }: Evaluation): string {
  if (classes.length > MAX_MATRIX_CLASSES) return pairTable(classes, confusion);
  const columns = classes.map((name) => ({ title: escapeMarkdown(name), align: 'right' as const }));
  const rows = confusion.map((counts, actual) => [
    `**${escapeMarkdown(classes[actual]!)}**`,
    ...counts.map((count, predicted) => (actual === predicted ? `**${formatCount(count)}**` : formatCount(count))),
  ]);
  return `${markdownTable([{ title: 'actual \\ predicted', align: 'left' }, ...columns], rows)}\n\nRows: what it is. Columns: what the model took it for.`;
}

function pairTable(classes: readonly string[], confusion: Evaluation['confusion']): string {
  const pairs = confusion
    .flatMap((counts, actual) => counts.map((count, predicted) => ({ actual, predicted, count })))
    .filter(({ actual, predicted, count }) => actual !== predicted && count > 0)
    .sort((one, other) => other.count - one.count)
    .slice(0, MAX_PAIRS);
  if (pairs.length === 0) return `No class was taken for another among ${classes.length} classes.`;
  const rows = pairs.map(({ actual, predicted, count }) => {
    const support = confusion[actual]!.reduce((sum, value) => sum + value, 0);
    const names = [actual, predicted].map((index) => escapeMarkdown(classes[index]!));
    return [...names, formatCount(count), formatShare(count / support)];
  });
  const table = markdownTable(
    [
      { title: 'is', align: 'left' },
      { title: 'taken for', align: 'left' },
      { title: 'count', align: 'right' },
      { title: 'of the class', align: 'right' },
    ],
    rows,
  );
  return `${table}\n\nThe most confused pairs of ${classes.length} classes; the whole matrix is in metrics.json.`;
}
