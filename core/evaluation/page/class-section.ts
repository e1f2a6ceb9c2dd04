import type { Markup } from '../../report/html';
import { formatCount } from '../../report/number-format';
import { section, table } from '../../report/sections/section';
import type { ShownEvaluation } from '../evaluation';

const share = (value: number): string => value.toFixed(3);

/** Precision, recall and F1 of each class; a dash stands for 0/0. */
export function classSection({ classes, perClass }: ShownEvaluation): Markup {
  const rows = perClass.map((metrics, index) => ({ ...metrics, name: classes[index]! }));
  return section(
    'classes',
    'Classes',
    'Precision: of what was taken for the class, the share that is. Recall: of the class, the share that was found. – is 0/0.',
    table(
      'Precision, recall, F1 and support of each class',
      [
        { title: 'Class', cell: ({ name }) => name },
        {
          title: 'Precision',
          cell: ({ precision, predicted }) => (predicted === 0 ? '–' : share(precision)),
          numeric: true,
        },
        { title: 'Recall', cell: ({ recall, support }) => (support === 0 ? '–' : share(recall)), numeric: true },
        {
          title: 'F1',
          cell: ({ f1, predicted, support }) => (predicted + support === 0 ? '–' : share(f1)),
          numeric: true,
        },
        { title: 'Support', cell: ({ support }) => formatCount(support), numeric: true },
        { title: 'Predicted', cell: ({ predicted }) => formatCount(predicted), numeric: true },
      ],
      rows,
    ),
  );
}
