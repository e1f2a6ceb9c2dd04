import type { MetricVerdict } from '../../../contracts/monitor-report';
import { renderChart } from '../../../report/charts/chart';
import { html, type Markup } from '../../../report/html';
import { numbers, section, table } from '../../../report/sections/section';
import { metricMarks } from '../charts/metric-marks';
import { shortCount, shortNumber, shortPValue } from '../report-words';

/** Metrics of the model against what the baseline asks. */
export function metricsSection(metrics: readonly MetricVerdict[] | undefined): Markup | undefined {
  if (metrics === undefined || metrics.length === 0) return undefined;
  const charts = metricMarks(metrics);
  return section(
    'metrics',
    'Metrics against the baseline',
    'Each metric now with its interval (95 %, or two sampled standard deviations); the upright stroke is what the baseline asks. Red: violated.',
    html`${charts.length > 0 ? html`<figure>${charts.map(renderChart)}</figure>` : undefined}
${numbers(charts.length > 1 ? 'The numbers behind these charts' : 'The numbers behind this chart', metricTable(metrics))}`,
  );
}

const metricTable = (metrics: readonly MetricVerdict[]): Markup =>
  table<MetricVerdict>(
    'Metrics against the baseline',
    [
      { title: 'Metric', cell: ({ metric }) => metric },
      { title: 'Verdict', cell: ({ state, reason }) => (reason === undefined ? state : `${state}: ${reason}`) },
      { title: 'n', cell: ({ count }) => shortCount(count), numeric: true },
      { title: 'Value', cell: ({ value }) => shortNumber(value), numeric: true },
      { title: '± sampled', cell: ({ standardDeviation }) => shortNumber(standardDeviation), numeric: true },
      {
        title: '95 %',
        cell: ({ interval }) =>
          interval === undefined ? '–' : `${shortNumber(interval.low)} to ${shortNumber(interval.high)}`,
        numeric: true,
      },
      {
        title: 'Asked',
        cell: ({ comparison, threshold }) =>
          `${comparison === 'LessThanThreshold' ? 'at least' : 'at most'} ${shortNumber(threshold)}`,
        numeric: true,
      },
      { title: 'p, corrected', cell: ({ adjustedPValue }) => shortPValue(adjustedPValue), numeric: true },
    ],
    metrics,
  );
