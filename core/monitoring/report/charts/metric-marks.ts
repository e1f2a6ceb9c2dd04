import type { MetricVerdict } from '../../../contracts/monitor-report';
import { ABOVE, axisStyle, BELOW, type Chart, INK, MUTED } from '../../../report/charts/chart';

/** Two standard deviations on each side, where there is no interval. */
const SPREAD = 2;

const rangeOf = ({ value = 0, interval, standardDeviation = 0 }: MetricVerdict): readonly [number, number] =>
  interval === undefined
    ? [value - SPREAD * standardDeviation, value + SPREAD * standardDeviation]
    : [interval.low, interval.high];

/** Metrics that are shares, each with its interval, beside what the baseline asks of it (an upright stroke). */
export function metricMarks(verdicts: readonly MetricVerdict[]): Chart {
  const shown = verdicts.filter(({ value }) => value !== undefined).reverse();
  const violated = shown.filter(({ state }) => state === 'Violated').length;
  const height = 64 + 26 * shown.length;
  const lowest = Math.min(...shown.flatMap((one) => [one.threshold, rangeOf(one)[0]]));
  const highest = Math.max(...shown.flatMap((one) => [one.threshold, rangeOf(one)[1]]));
  const isShare = lowest >= 0 && highest <= 1;
  return {
    id: 'metric-marks',
    description: `Dot chart: ${shown.length} metrics with their intervals against the baseline’s thresholds; ${violated} violated.`,
    heights: { wide: height, medium: height, narrow: height },
    option: (screen) => ({
      // As wide as `false_positive_rate` in any font that a phone may have.
      grid: { left: screen === 'narrow' ? 148 : 190, right: 30, top: 12, bottom: 40 },
      xAxis: {
        ...axisStyle,
        type: 'value',
        min: isShare ? Math.floor(lowest * 10) / 10 : undefined,
        max: isShare ? 1 : undefined,
        scale: true,
      },
      yAxis: {
        ...axisStyle,
        type: 'category',
        data: shown.map(({ metric }) => metric),
        axisLabel: {
          ...axisStyle.axisLabel,
          color: INK,
          interval: 0,
          width: screen === 'narrow' ? 140 : 156,
          overflow: 'truncate',
        },
      },
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
    }),
  };
}

const colourOf = ({ state }: MetricVerdict): string => (state === 'Violated' ? BELOW : ABOVE);
