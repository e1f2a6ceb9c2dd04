import { ABOVE, axisStyle, BELOW, type Chart, MUTED } from '../../report/charts/chart';
import { extraLegendHeight, type LegendEntry, legendAbove } from '../../report/charts/legend-above';
import type { ShownEvaluation } from '../evaluation';
import { thinned } from '../metrics/thinned';
import { describeRecommendation } from '../selection/describe-operating-point';
import type { OperatingPoint } from '../selection/operating-point';

const MAX_POINTS = 400;
/** The curve starts with one image, where it may say anything: these few do not decide the axis. */
const UNSETTLED_COVERAGE = 0.1;
const [ERRORS, TARGET] = ['errors', 'target'];

/**
 * The share of errors among accepted images against the share accepted, with the target and the recommended threshold (where none
 * reaches the target, the nearest) and its 95 % interval.
 */
export function riskCoverageChart({ riskCoverage, recommendation }: ShownEvaluation): Chart {
  const { points } = riskCoverage;
  const chosen = recommendation.outcome === 'recommended' ? recommendation.point : recommendation.nearest;
  const target = recommendation.target.maxErrorRate;
  const marked = `${recommendation.outcome === 'recommended' ? 'recommended threshold' : 'nearest to the target'}, with 95 % interval`;
  const entries: readonly LegendEntry[] = [
    { name: ERRORS, isBareLine: true },
    { name: TARGET, isBareLine: true },
    { name: marked },
  ];
  const settled = points.filter(({ coverage }) => coverage >= UNSETTLED_COVERAGE).map(({ risk }) => risk);
  const highest = Math.max(
    0.02,
    target,
    chosen.interval?.high ?? 0,
    settled.reduce((most, risk) => Math.max(most, risk), 0),
  );
  return {
    id: 'risk-coverage',
    description: `Risk-coverage curve: errors among accepted images against the share accepted; ${describeRecommendation(recommendation)}.`,
    heights: { wide: 380, medium: 360, narrow: 320 + extraLegendHeight(entries) },
    wideWidth: 640,
    option: (screen) => {
      const { legend, top } = legendAbove(screen, entries, 58);
      return {
        grid: { left: 62, right: 40, top, bottom: 56 },
        legend,
        xAxis: {
          ...percentAxis,
          name: 'share accepted (coverage)',
          nameGap: 32,
          min: 0,
          max: 1,
          splitLine: { show: false },
        },
        yAxis: { ...percentAxis, name: 'errors among them (risk)', nameGap: 46, min: 0, max: niceLimit(highest) },
        series: [
          {
            type: 'line',
            name: ERRORS,
            silent: true,
            symbol: 'none',
            data: thinned(points, MAX_POINTS).map(({ coverage, risk }) => [coverage, risk]),
            lineStyle: { color: ABOVE, width: 2 },
            itemStyle: { color: ABOVE },
          },
          {
            type: 'line',
            name: TARGET,
            silent: true,
            symbol: 'none',
            data: [
              [0, target],
              [1, target],
            ],
            lineStyle: { color: MUTED, width: 1.5, type: 'dashed' },
            itemStyle: { color: MUTED },
          },
          ...chosenPoint(chosen, marked),
        ],
      };
    },
  };
}

const percentAxis = {
  ...axisStyle,
  type: 'value' as const,
  nameLocation: 'middle' as const,
  axisLabel: { ...axisStyle.axisLabel, formatter: (share: number) => `${Number((share * 100).toFixed(2))} %` },
};

function chosenPoint({ coverage, errorRate, interval }: OperatingPoint, name: string) {
  if (errorRate === undefined || interval === undefined) return [];
  return [
    {
      type: 'line' as const,
      silent: true,
      symbol: 'rect',
      symbolSize: [10, 2],
      data: [
        [coverage, interval.low],
        [coverage, interval.high],
      ],
      lineStyle: { color: BELOW, width: 1.5 },
      itemStyle: { color: BELOW },
    },
    {
      type: 'scatter' as const,
      name,
      silent: true,
      symbol: 'circle',
      symbolSize: 9,
      data: [[coverage, errorRate]],
      itemStyle: { color: BELOW },
    },
  ];
}

/** The next limit that divides well; at most 1. */
function niceLimit(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((candidate) => candidate * power >= value - 1e-12) ?? 10;
  return Math.min(1, Number((step * power).toPrecision(3)));
}
