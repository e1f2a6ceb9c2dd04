import { biasBars } from '../../monitoring/report/charts/bias-bars';
import { shortNumber } from '../../monitoring/report/report-words';
import { table } from '../../report/sections/section';
import { chartId, type Figure, HALF_WIDTH, type MakePart } from './part';

/** Bias by its metrics, a drawing for each run and facet. */
export const bias: MakePart = (runs) => {
  const rows = runs.flatMap((run) => run.bias.map((metric) => ({ name: run.name, ...metric })));
  if (rows.length === 0) return undefined;
  const pairs = [...new Map(rows.map((row) => [`${row.name}\n${row.facet}`, row])).values()];
  const hasRatio = rows.some(({ metric }) => metric === 'DI');
  return {
    id: 'bias',
    title: 'Bias',
    lead: `How far each metric of bias is from fair, now (filled, the number above) and in the baseline (outlined, the number below). Each has a scale of its own; fair is 0${hasRatio ? ', but 1 for DI' : ''}. Red: violated.`,
    figures: pairs.map(({ name, facet }): Figure => {
      const shown = rows.filter((row) => row.name === name && row.facet === facet);
      const values = shown.map(({ metric, observed, baseline, isViolated }) => ({
        ...{ name: metric, now: observed, baseline, isViolated },
      }));
      const look = { wideWidth: HALF_WIDTH };
      return {
        caption: name,
        note: facet,
        chart: biasBars(chartId('bias', name, facet), `bias of ${facet} in ${name}`, values, look),
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
