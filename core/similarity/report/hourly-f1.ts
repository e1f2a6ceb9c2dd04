import { ABOVE, axisStyle, BELOW, type Chart, INK, thresholdLine } from '../../report/charts/chart';
import type { PairHour } from './pair-summary';

/** F1 of every hour, red where something is violated, with the line of the baseline. */
export function hourlyF1(hours: readonly PairHour[], baseline: number): Chart {
  const violated = hours.filter(({ state }) => state === 'CompletedWithViolations').length;
  return {
    id: 'hourly-f1',
    description: `Bar chart: F1 of ${hours.length} hours of traffic against ${baseline.toFixed(3)} of the baseline; ${violated} violated.`,
    heights: { wide: 260, medium: 250, narrow: 240 },
    option: () => ({
      grid: { left: 44, right: 64, top: 16, bottom: 36 },
      xAxis: { ...axisStyle, type: 'category', data: hours.map(({ window }) => window) },
      yAxis: { ...axisStyle, type: 'value', min: 0, max: 1, interval: 0.25 },
      series: [
        {
          type: 'bar',
          silent: true,
          barMaxWidth: 90,
          label: { show: true, position: 'top', color: INK, fontSize: 13, formatter: '{c}' },
          data: hours.map(({ f1, state }) => ({
            value: f1 === null ? '-' : Number(f1.toFixed(3)),
            itemStyle: { color: state === 'CompletedWithViolations' ? BELOW : ABOVE },
          })),
          markLine: thresholdLine(Number(baseline.toFixed(3))),
        },
      ],
    }),
  };
}
