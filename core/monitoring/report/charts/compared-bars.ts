import { axisStyle, type Chart, INK } from '../../../report/charts/chart';
import { shortNumber } from '../report-words';
import { barPairs } from './bar-pairs';
import { nameAxis } from './name-axis';

/** One quantity now and in the baseline. */
export interface ComparedValue {
  readonly name: string;
  readonly now: number;
  readonly baseline?: number;
  readonly isViolated: boolean;
}

export interface ComparedBarsLook {
  /** Width on a wide screen, where it is not the page's. */
  readonly wideWidth?: number;
  /** A line across all bars, where the alarm begins. */
  readonly limit?: number;
  /** From 0 to 1. */
  readonly isShare?: boolean;
}

/** Two bars for each quantity: now (red where violated) above the baseline's. Finite values only; the first comes on top. */
export function comparedBars(
  id: string,
  about: string,
  values: readonly ComparedValue[],
  { wideWidth, limit, isShare = false }: ComparedBarsLook = {},
): Chart {
  const shown = [...values].reverse();
  const violated = values.filter(({ isViolated }) => isViolated).length;
  const height = 60 + 34 * shown.length;
  return {
    id,
    description: `Bar chart: ${about}, ${values.length} values now beside the baseline’s; ${violated} violated.`,
    heights: { wide: height, medium: height, narrow: height },
    wideWidth,
    option: (screen) => {
      const { left, axis } = nameAxis(
        shown.map(({ name }) => name),
        screen,
        wideWidth !== undefined,
      );
      return {
        grid: { left, right: 30, top: limit === undefined ? 8 : 26, bottom: 32 },
        xAxis: {
          ...axisStyle,
          type: 'value',
          ...(isShare ? { min: 0, max: 1, interval: 0.25 } : {}),
          splitNumber: screen === 'narrow' || wideWidth !== undefined ? 3 : 6,
          axisLabel: { ...axisStyle.axisLabel, formatter: (value: number) => shortNumber(value), hideOverlap: true },
        },
        yAxis: { ...axis, axisLine: { show: false } },
        series: barPairs(shown, '10%', limit === undefined ? undefined : limitLine(limit)),
      };
    },
  };
}

const limitLine = (limit: number) => ({
  silent: true,
  symbol: 'none',
  lineStyle: { color: INK, type: 'dashed' as const, width: 1.5 },
  label: {
    formatter: shortNumber(limit),
    position: 'end' as const,
    color: INK,
    fontSize: 13,
    fontWeight: 600 as const,
  },
  data: [{ xAxis: limit }],
});
