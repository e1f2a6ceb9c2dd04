import { comparedBars } from '../../monitoring/report/charts/compared-bars';
import { shortNumber } from '../../monitoring/report/report-words';
import { table } from '../../report/sections/section';
import { chartId, type Figure, HALF_WIDTH, type MakePart } from './part';

/** By what the model decides: nDCG of the order of importance, and the five features that matter most. */
export const attributions: MakePart = (runs) => {
  const all = runs.flatMap(({ name, attributions: of }) => of.map((attribution) => ({ name, ...attribution })));
  const [first] = all;
  if (first === undefined) return undefined;
  const ndcg: Figure = {
    caption: 'nDCG',
    note: 'of the order in which features matter; below the line it has drifted',
    chart: comparedBars(
      chartId('attributions', 'ndcg'),
      'nDCG of the runs',
      all.map(({ name, ndcg: now, isViolated }) => ({ name, now, isViolated })),
      { limit: first.threshold, isShare: true },
    ),
  };
  const tops = all
    .filter(({ top }) => top.length > 0)
    .map(({ name, label, top, isViolated }): Figure => {
      const values = top.map(({ feature, observed, baseline }) => ({
        name: feature,
        now: observed,
        baseline,
        isViolated,
      }));
      const look = { wideWidth: HALF_WIDTH };
      const about = `the features that matter most in ${name}`;
      return {
        caption: name,
        note: 'global SHAP, top five',
        chart: comparedBars(chartId('attributions', name, label), about, values, look),
      };
    });
  return {
    id: 'attributions',
    title: 'What the model decides by',
    lead: 'nDCG compares the order of importance with the baseline’s; below it, the five features that matter most now, mean |SHAP| (filled) against the baseline’s (outlined). Red: the order has drifted.',
    figures: [ndcg, ...tops],
    table: table(
      'What the model decides by',
      [
        { title: 'Run', cell: ({ name }) => name },
        { title: 'nDCG', cell: ({ ndcg: value }) => shortNumber(value), numeric: true },
        { title: 'Threshold', cell: ({ threshold }) => shortNumber(threshold), numeric: true },
        {
          title: 'Top five',
          cell: ({ top }) => top.map(({ feature, observed }) => `${feature} ${shortNumber(observed)}`).join(', '),
        },
      ],
      all,
    ),
  };
};
