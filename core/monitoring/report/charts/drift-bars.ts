import type { DriftVerdict } from '../../../contracts/monitor-report';
import { ABOVE, axisStyle, BELOW, type Chart, INK, MUTED } from '../../../report/charts/chart';
import { nameAxis } from './name-axis';

/** Bars of one chart; the largest come first. */
export const MAX_DRIFT_BARS = 30;
/** Longer bars are cut: ratios may be infinite, and beside a very large one nobody would see the line at 1. */
export const LONGEST_DRIFT_BAR = 5;

/**
 * The distance as a multiple of the smallest that would have alarmed at these sizes: 1 is where the alarm begins, whatever the test. (A robust
 * distance of 0 would hide how near a feature came.)
 */
export function alarmRatio({
  method,
  state,
  distance,
  simpleDistance,
  threshold,
  smallestAlarming,
}: DriftVerdict): number | undefined {
  // Of a gain, 1 is no drift at all and less is more.
  if (method === 'nDCG') {
    const alarming = smallestAlarming ?? threshold;
    return distance === undefined || alarming === undefined || alarming === 1
      ? undefined
      : (1 - distance) / (1 - alarming);
  }
  // Nothing would have alarmed: there is no line to draw it beside.
  if (state === 'NotEnoughData' && smallestAlarming === undefined) return undefined;
  const [measured, limit] = [simpleDistance ?? distance, smallestAlarming ?? threshold];
  return measured === undefined || limit === undefined || limit === 0 ? undefined : measured / limit;
}

/** How far each feature has drifted, beside the line where the alarm begins. */
export function driftBars(verdicts: readonly DriftVerdict[]): Chart {
  const bars = verdicts
    .flatMap((verdict) => {
      const ratio = alarmRatio(verdict);
      return ratio === undefined ? [] : [{ ...verdict, ratio: Math.min(ratio, LONGEST_DRIFT_BAR) }];
    })
    .sort((one, other) => other.ratio - one.ratio)
    .slice(0, MAX_DRIFT_BARS)
    .reverse();
  const violated = verdicts.filter(({ state }) => state === 'Violated').length;
  const height = 64 + 22 * bars.length;
  return {
    id: 'drift-bars',
    description: `Bar chart: drift of ${bars.length} features as a multiple of what alarms; ${violated} beyond the line at 1.`,
    heights: { wide: height, medium: height, narrow: height },
    option: (screen) => {
      const { left, axis } = nameAxis(
        bars.map(({ subject }) => subject),
        screen,
      );
      return {
        grid: { left, right: 30, top: 26, bottom: 40 },
        xAxis: {
          ...axisStyle,
          type: 'value',
          min: 0,
          max: axisEnd(bars.at(-1)?.ratio ?? 1),
          name: screen === 'narrow' ? 'multiples of what alarms' : 'distance / smallest that alarms',
          nameLocation: 'middle',
          nameGap: 26,
        },
        yAxis: axis,
        series: [
          {
            type: 'bar',
            silent: true,
            barMaxWidth: 16,
            data: bars.map(({ ratio, state }) => ({
              value: ratio,
              itemStyle: { color: state === 'Violated' ? BELOW : state === 'Satisfied' ? ABOVE : MUTED },
            })),
            markLine: {
              silent: true,
              symbol: 'none',
              lineStyle: { color: INK, type: 'dashed', width: 1.5 },
              label: { formatter: 'threshold', position: 'end', color: INK, fontSize: 13, fontWeight: 600 },
              data: [{ xAxis: 1 }],
            },
          },
        ],
      };
    },
  };
}

/** Beyond the longest bar by a little, unless that is cut; such that no two labels of the axis are nearer than its others. */
const axisEnd = (longest: number): number =>
  longest < 2
    ? Math.max(1.5, Math.ceil(longest * 1.05 * 2) / 2)
    : Math.min(LONGEST_DRIFT_BAR, Math.ceil(longest * 1.05));
