import { formatCount } from '../../report/number-format';
import type { Evaluation } from '../evaluation';
import type { AverageMetrics } from '../metrics/class-metrics';
import { escapeMarkdown, markdownTable } from './markdown';

/** Precision, recall, F1 and support of each class, with their averages; a dash stands for 0/0. */
export function classPage({ classes, perClass, macro, weighted, rows: total }: Evaluation): string {
  const rows = perClass.map(({ precision, recall, f1, support, predicted }, index) => [
    escapeMarkdown(classes[index]!),
    predicted === 0 ? '–' : share(precision),
    support === 0 ? '–' : share(recall),
    predicted + support === 0 ? '–' : share(f1),
    formatCount(support),
    formatCount(predicted),
  ]);
  const average = (title: string, { precision, recall, f1 }: AverageMetrics) => [
    `*${title}*`,
    share(precision),
    share(recall),
    share(f1),
    formatCount(total),
    formatCount(total),
  ];
  const table = markdownTable(
    [
      { title: 'class', align: 'left' },
      ...['precision', 'recall', 'F1', 'support', 'predicted'].map((title) => ({ title, align: 'right' as const })),
    ],
    [...rows, average('macro average', macro), average('weighted average', weighted)],
  );
  return perClass.some(({ support, predicted }) => support === 0 || predicted === 0)
    ? `${table}\n\n– is 0/0: the class was never predicted (precision) or is not in the data (recall). It counts as 0 in the averages; the macro average leaves out classes that occur in neither.`
    : table;
}

const share = (value: number): string => value.toFixed(3);
