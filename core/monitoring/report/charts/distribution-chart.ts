import { ABOVE, axisStyle, BELOW, type Chart, MUTED } from '../../../report/charts/chart';
import { shortNumber } from '../report-words';

/** Shares of both in one bin or category. */
export interface ComparedShare {
  readonly label: string;
  readonly baseline: number;
  readonly current: number;
}

const percent = (share: number): string => `${Number((share * 100).toFixed(1))} %`;

/** How a feature is distributed now (filled) against the baseline (outlined). */
export function distributionChart(
  id: string,
  name: string,
  shares: readonly ComparedShare[],
  isViolated: boolean,
): Chart {
  const highest = shares.reduce((most, { baseline, current }) => Math.max(most, baseline, current), 0);
  const most = shares.reduce((one, other) => (other.current > one.current ? other : one), shares[0]!);
  return {
    id,
    description: `Histogram: ${name} now against the baseline in ${shares.length} bins; most of it now lies at ${most.label}, ${percent(most.current)} (baseline ${percent(most.baseline)}).`,
    heights: { wide: 240, medium: 230, narrow: 220 },
    wideWidth: 440,
    option: () => ({
      grid: { left: 52, right: 12, top: 12, bottom: 34 },
      xAxis: {
        ...axisStyle,
        type: 'category',
        data: shares.map(({ label }) => label),
        axisLabel: { ...axisStyle.axisLabel, hideOverlap: true, width: 110, overflow: 'truncate' },
      },
      yAxis: {
        ...axisStyle,
        type: 'value',
        min: 0,
        axisLabel: { ...axisStyle.axisLabel, formatter: percent, hideOverlap: true },
        // By itself the axis of a share near 1 goes on to 120 %.
        ...(highest > 0.8 ? { max: 1, interval: 0.25 } : { splitNumber: 4 }),
      },
      series: [
        {
          type: 'bar',
          name: 'now',
          silent: true,
          barCategoryGap: '8%',
          data: shares.map(({ current }) => current),
          itemStyle: { color: isViolated ? BELOW : ABOVE, opacity: 0.75 },
        },
        {
          type: 'bar',
          name: 'baseline',
          silent: true,
          barGap: '-100%',
          data: shares.map(({ baseline }) => baseline),
          itemStyle: { color: 'transparent', borderColor: MUTED, borderWidth: 1.5 },
        },
      ],
    }),
  };
}

/** The middle of a bin, as its label. */
export const binLabel = ({ from, to }: { readonly from: number; readonly to: number }): string =>
  shortNumber(Number(((from + to) / 2).toPrecision(3)));
