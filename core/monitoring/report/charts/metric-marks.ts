import type { MetricVerdict } from '../../../contracts/monitor-report';
import { ABOVE, axisStyle, BELOW, type Chart, MUTED } from '../../../report/charts/chart';
import { shortNumber } from '../report-words';
import { nameAxis } from './name-axis';

/** Two standard deviations on each side, where there is no interval. */
const SPREAD = 2;
/** Right of the plot: half of the last number of the axis. */
const MARGIN = { share: 30, other: 48 } as const;

const rangeOf = ({ value = 0, interval, standardDeviation = 0 }: MetricVerdict): readonly [number, number] =>
  interval === undefined
    ? [value - SPREAD * standardDeviation, value + SPREAD * standardDeviation]
    : [interval.low, interval.high];

const lowestOf = (verdicts: readonly MetricVerdict[]): number =>
  Math.min(...verdicts.flatMap((one) => [one.threshold, rangeOf(one)[0]]));
const highestOf = (verdicts: readonly MetricVerdict[]): number =>
  Math.max(...verdicts.flatMap((one) => [one.threshold, rangeOf(one)[1]]));

/**
 * Metrics, each with its interval, beside what the baseline asks of it (an upright stroke): shares in one chart, others, whose units differ
 * (those of a regression), in a chart each.
 */
export function metricMarks(verdicts: readonly MetricVerdict[]): readonly Chart[] {
  const shown = verdicts.filter(({ value }) => value !== undefined);
  if (shown.length === 0) return [];
  const areShares = lowestOf(shown) >= 0 && highestOf(shown) <= 1;
  return areShares
    ? [marks('metric-marks', shown, shareAxis(lowestOf(shown)))]
    : shown.map((one) => marks(`metric-marks-${one.metric.replaceAll('_', '-')}`, [one], undefined));
}

/** Up to 1, from a round number below all of them, in as many steps as a narrow chart has room for. */
function shareAxis(lowest: number) {
  const min = Math.floor(lowest * 5 + 1e-9) / 5;
  return { min, max: 1, interval: min > 0.7 ? 0.05 : min > 0.5 ? 0.1 : 0.2 };
}

function marks(id: string, verdicts: readonly MetricVerdict[], share: ReturnType<typeof shareAxis> | undefined): Chart {
  const shown = [...verdicts].reverse();
  const violated = shown.filter(({ state }) => state === 'Violated').length;
  const what = verdicts.length === 1 ? verdicts[0]!.metric : `${verdicts.length} metrics`;
  const height = 64 + 26 * shown.length;
  return {
    id,
    description: `Dot chart: ${what} with their intervals against the baseline’s thresholds; ${violated} violated.`,
    heights: { wide: height, medium: height, narrow: height },
    option: (screen) => {
      const { left, axis } = nameAxis(
        shown.map(({ metric }) => metric),
        screen,
      );
      return {
        grid: { left, right: share === undefined ? MARGIN.other : MARGIN.share, top: 12, bottom: 40 },
        xAxis: {
          ...axisStyle,
          type: 'value',
          scale: true,
          ...(share ?? { splitNumber: screen === 'wide' ? 5 : 2 }),
          axisLabel: { ...axisStyle.axisLabel, formatter: (value: number) => shortNumber(value) },
        },
        yAxis: axis,
        series: [
          ...shown.map((one) => ({
            type: 'line' as const,
            silent: true,
            symbol: 'none',
            data: rangeOf(one).map((end) => [end, one.metric]),
            lineStyle: { color: colourOf(one), width: 3, opacity: 0.6 },
          })),
          {
            type: 'scatter',
            name: 'threshold',
            silent: true,
            symbol: 'rect',
            symbolSize: [2.5, 18],
            data: shown.map(({ threshold, metric }) => ({ value: [threshold, metric], itemStyle: { color: MUTED } })),
          },
          {
            type: 'scatter',
            name: 'now',
            silent: true,
            symbol: 'circle',
            symbolSize: 10,
            data: shown.map((one) => ({ value: [one.value!, one.metric], itemStyle: { color: colourOf(one) } })),
          },
        ],
      };
    },
  };
}

const colourOf = ({ state }: MetricVerdict): string => (state === 'Violated' ? BELOW : ABOVE);
