import type { MetricVerdict } from '../../../contracts/monitor-report';
import { renderChart } from '../../../report/charts/chart';
import { html, type Markup } from '../../../report/html';
import { numbers, section, table } from '../../../report/sections/section';
import { metricMarks } from '../charts/metric-marks';
import { countOrUnknown, shortCount, shortNumber, shortPValue, smallestAlarm } from '../report-words';

/** Metrics of the model against what the baseline asks. */
export function metricsSection(metrics: readonly MetricVerdict[] | undefined): Markup | undefined {
  if (metrics === undefined || metrics.length === 0) return undefined;
  const charts = metricMarks(metrics);
  return section(
    'metrics',
    'Metrics against the baseline',
    'Each metric now with its interval (95 %, or two sampled standard deviations); the upright stroke is what the baseline asks. Red: violated. n are the rows of the baseline, m those of the window; of a proportion those that it is about.',
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
      { title: 'n', cell: ({ baselineCount }) => countOrUnknown(baselineCount), numeric: true },
      { title: 'm', cell: ({ count }) => shortCount(count), numeric: true },
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
      { title: 'Worse by', cell: ({ distance }) => shortNumber(distance), numeric: true },
      { title: 'Smallest that alarms', cell: smallestAlarm, numeric: true },
      { title: 'Test', cell: ({ method = '–' }) => method },
      { title: 'p, corrected', cell: ({ adjustedPValue }) => shortPValue(adjustedPValue), numeric: true },
    ],
    metrics,
  );
