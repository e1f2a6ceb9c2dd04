import { comparedBars } from '../../monitoring/report/charts/compared-bars';
import { shortNumber } from '../../monitoring/report/report-words';
import { table } from '../../report/sections/section';
import { chartId, type Figure, HALF_WIDTH, type MakePart } from './part';

/** Bias by its metrics, a drawing for each run and facet. */
export const bias: MakePart = (runs) => {
  const rows = runs.flatMap((run) => run.bias.map((metric) => ({ name: run.name, ...metric })));
  if (rows.length === 0) return undefined;
  const pairs = [...new Map(rows.map((row) => [`${row.name}\n${row.facet}`, row])).values()];
  const hasRatio = rows.some(({ metric }) => metric === 'DI');
  const isEndless = rows.some(({ observed, baseline }) => !Number.isFinite(observed) || !Number.isFinite(baseline));
  return {
    id: 'bias',
    title: 'Bias',
    lead: `Each metric of bias now (filled) against the baseline (outlined); 0 is fair${hasRatio ? ', but 1 is for DI' : ''}. Red: violated.${isEndless ? ' What is infinite is in the table only.' : ''}`,
    figures: pairs.map(({ name, facet }): Figure => {
      const shown = rows.filter((row) => row.name === name && row.facet === facet);
      const values = shown
        .filter(({ observed }) => Number.isFinite(observed))
        .map(({ metric, observed, baseline, isViolated }) => ({
          ...{ name: metric, now: observed, isViolated },
          baseline: Number.isFinite(baseline) ? baseline : undefined,
        }));
      const look = { wideWidth: HALF_WIDTH };
      return {
        caption: name,
        note: facet,
        chart: comparedBars(chartId('bias', name, facet), `bias of ${facet} in ${name}`, values, look),
      };
    }),
    table: table(
      'Bias',
      [
        { title: 'Run', cell: ({ name }) => name },
        { title: 'Facet', cell: ({ facet }) => facet },
        { title: 'Metric', cell: ({ metric }) => metric },
        { title: 'Observed', cell: ({ observed }) => shortNumber(observed), numeric: true },
        { title: 'Baseline', cell: ({ baseline }) => shortNumber(baseline), numeric: true },
        { title: 'Verdict', cell: ({ isViolated }) => (isViolated ? 'violated' : 'satisfied') },
      ],
      rows,
    ),
  };
};
