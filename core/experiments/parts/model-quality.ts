import { comparedBars } from '../../monitoring/report/charts/compared-bars';
import { shortNumber } from '../../monitoring/report/report-words';
import { table } from '../../report/sections/section';
import { chartId, type Figure, HALF_WIDTH, type MakePart } from './part';

/** Drawn; the table has all. */
const DRAWN = ['precision', 'auc', 'accuracy'];

/** What the model is worth now against what it was, metric by metric. */
export const modelQuality: MakePart = (runs) => {
  const rows = runs.flatMap(({ name, metrics }) => metrics.map((metric) => ({ name, ...metric })));
  if (rows.length === 0) return undefined;
  const figures = DRAWN.flatMap((metric): Figure[] => {
    const shown = rows.filter((row) => row.metric === metric);
    if (shown.length === 0) return [];
    const values = shown.map(({ name, observed, baseline, isViolated }) => ({
      name,
      now: observed,
      baseline,
      isViolated,
    }));
    const chart = comparedBars(chartId('model-quality', metric), `${metric} of the runs`, values, {
      wideWidth: HALF_WIDTH,
      isShare: true,
    });
    return [{ caption: metric, chart }];
  });
  return {
    id: 'model-quality',
    title: 'Model quality',
    lead: 'Precision, area under the curve and accuracy observed (filled) against the baseline (outlined). Red: violated.',
    figures,
    table: table(
      'Model quality',
      [
        { title: 'Run', cell: ({ name }) => name },
        { title: 'Metric', cell: ({ metric }) => metric },
        { title: 'Observed', cell: ({ observed }) => shortNumber(observed), numeric: true },
        { title: 'Baseline', cell: ({ baseline }) => shortNumber(baseline), numeric: true },
        { title: 'Verdict', cell: ({ isViolated }) => (isViolated ? 'violated' : 'satisfied') },
      ],
      rows,
    ),
  };
};
