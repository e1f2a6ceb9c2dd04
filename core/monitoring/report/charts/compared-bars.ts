import { ABOVE, axisStyle, BELOW, type Chart, INK, MUTED } from '../../../report/charts/chart';
import { shortNumber } from '../report-words';

/** One quantity now and in the baseline. */
export interface ComparedValue {
  readonly name: string;
  readonly now: number;
  readonly baseline?: number;
  readonly isViolated: boolean;
}

/** Two bars for each quantity: now (red where violated) above the baseline's. Finite values only; the first comes on top. */
export function comparedBars(id: string, about: string, values: readonly ComparedValue[]): Chart {
  const shown = [...values].reverse();
  const violated = values.filter(({ isViolated }) => isViolated).length;
  const height = 60 + 34 * shown.length;
  return {
    id,
    description: `Bar chart: ${about}, ${values.length} values now beside the baseline’s; ${violated} violated.`,
    heights: { wide: height, medium: height, narrow: height },
    option: (screen) => ({
      grid: { left: screen === 'narrow' ? 110 : 190, right: 30, top: 8, bottom: 32 },
      xAxis: {
        ...axisStyle,
        type: 'value',
        splitNumber: screen === 'narrow' ? 3 : 6,
        axisLabel: { ...axisStyle.axisLabel, formatter: (value: number) => shortNumber(value), hideOverlap: true },
      },
      yAxis: {
        ...axisStyle,
        type: 'category',
        data: shown.map(({ name }) => name),
        axisLine: { show: false },
        axisLabel: {
          ...axisStyle.axisLabel,
          color: INK,
          interval: 0,
          width: screen === 'narrow' ? 92 : 180,
          overflow: 'truncate',
        },
      },
      series: [
        {
          type: 'bar',
          name: 'now',
          silent: true,
          barMaxWidth: 10,
          barGap: '10%',
          data: shown.map(({ now, isViolated }) => ({ value: now, itemStyle: { color: isViolated ? BELOW : ABOVE } })),
        },
        {
          type: 'bar',
          name: 'baseline',
          silent: true,
          barMaxWidth: 10,
          data: shown.map(({ baseline }) => baseline ?? '-'),
          itemStyle: { color: 'transparent', borderColor: MUTED, borderWidth: 1.5 },
        },
      ],
    }),
  };
}
