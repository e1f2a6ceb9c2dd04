import { distributionChart } from '../../monitoring/report/charts/distribution-chart';
import { formatShare } from '../../report/number-format';
import { table } from '../../report/sections/section';
import { chartId, type Figure, type MakePart } from './part';

/** How the features that drifted most were distributed, and are now. */
export const histograms: MakePart = (runs) => {
  const drawn = runs.flatMap(({ name, histograms: of }) => of.map((histogram) => ({ name, ...histogram })));
  if (drawn.length === 0) return undefined;
  return {
    id: 'histograms',
    title: 'Original and observed',
    lead: 'Distribution of the features that drifted most: observed (filled) over the original (outlined). Red: violated.',
    figures: drawn.map(
      ({ name, feature, shares, isViolated }): Figure => ({
        caption: feature,
        note: name,
        chart: distributionChart(chartId('histogram', name, feature), feature, shares, isViolated),
      }),
    ),
    table: table(
      'Original and observed',
      [
        { title: 'Run', cell: ({ name }) => name },
        { title: 'Feature', cell: ({ feature }) => feature },
        { title: 'Value', cell: ({ label }) => label },
        { title: 'Observed', cell: ({ current }) => formatShare(current), numeric: true },
        { title: 'Original', cell: ({ baseline }) => formatShare(baseline), numeric: true },
      ],
      drawn.flatMap(({ name, feature, shares }) => shares.map((share) => ({ name, feature, ...share }))),
    ),
  };
};
