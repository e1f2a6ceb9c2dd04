import { BELOW, type Chart, INK, MUTED } from '../../../report/charts/chart';
import { fairValue } from '../../bias/registry';
import { shortNumber } from '../report-words';
import { barPairs } from './bar-pairs';
import { nameAxis } from './name-axis';

/** One metric of bias, now and in the baseline; ±Infinity are values. */
export interface ComparedBiasValue {
  /** `DPL` */
  readonly name: string;
  readonly now: number;
  readonly baseline?: number;
  readonly isViolated: boolean;
}

/** Distances below this are rounding, and are not to fill a bar. */
const LEAST_SCALE = 1e-9;
/** Of one digit of 13 pixels, in any font that a phone may have. */
const DIGIT = 7.8;
const ROW = 40;

/**
 * How far each metric is from fair, now (red where violated) above the baseline's. Metrics of bias have nothing in common but what is fair: class
 * imbalance is often near 1 where a divergence is near 0, and ratios have no bound. So each has a scale of its own, on which the longer of its two
 * bars is whole, and its numbers stand beside it.
 * @param wideWidth on a wide screen, where it is not the page's
 */
export function biasBars(
  id: string,
  about: string,
  values: readonly ComparedBiasValue[],
  { wideWidth }: { readonly wideWidth?: number } = {},
): Chart {
  const shown = [...values].reverse().map((value) => ({ ...value, ...partsOf(value) }));
  const violated = values.filter(({ isViolated }) => isViolated).length;
  const height = 34 + ROW * shown.length;
  const ends = shown.flatMap(({ nowPart, baselinePart = 0 }) => [nowPart, baselinePart]);
  return {
    id,
    description: `Bar chart: ${about}, ${values.length} metrics now beside the baseline’s, each on a scale of its own; ${violated} violated.`,
    heights: { wide: height, medium: height, narrow: height },
    wideWidth,
    option: (screen) => {
      const names = shown.map(({ name }) => name);
      const { left, axis } = nameAxis(names, screen, wideWidth !== undefined);
      const { right, numbers } = numberAxis(shown);
      return {
        grid: { left, right, top: 26, bottom: 8 },
        xAxis: {
          type: 'value',
          show: false,
          min: Math.min(0, ...ends),
          max: Math.max(Math.min(0, ...ends) < 0 ? 0 : 1, ...ends),
        },
        yAxis: [{ ...axis, axisLine: { show: false } }, numbers],
        series: barPairs(
          shown.map(({ nowPart, baselinePart, isViolated }) => ({ now: nowPart, baseline: baselinePart, isViolated })),
          '30%',
          FAIR_LINE,
        ),
      };
    },
  };
}

/** Both distances from fair as parts of the greater one, -1 to 1. Beside what is infinite the other is nothing. */
function partsOf({ name, now, baseline }: ComparedBiasValue) {
  const fair = fairValue(name);
  const distances = [now, baseline ?? fair].map((value) => value - fair);
  const scale = Math.max(LEAST_SCALE, ...distances.map(Math.abs));
  const [nowPart, baselinePart] = distances.map((distance) =>
    Number.isFinite(distance) ? distance / scale : Math.sign(distance),
  );
  return { nowPart: nowPart!, baselinePart: baseline === undefined ? undefined : baselinePart };
}

/** The numbers in a column right of the bars, each beside its own. */
function numberAxis(shown: readonly ComparedBiasValue[]) {
  const texts = shown.map(({ now, baseline }) => [shortNumber(now), shortNumber(baseline)] as const);
  const width = Math.ceil(Math.max(...texts.flat().map(({ length }) => length)) * DIGIT);
  const line = { fontSize: 13, lineHeight: 15, align: 'right' as const };
  return {
    right: width + 20,
    numbers: {
      type: 'category' as const,
      position: 'right' as const,
      data: texts.map(([now]) => now),
      axisLine: { show: false },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLabel: {
        interval: 0,
        margin: width + 12,
        align: 'right' as const,
        formatter: (_: string, row: number) =>
          `{${shown[row]!.isViolated ? 'violated' : 'now'}|${texts[row]![0]}}\n{baseline|${texts[row]![1]}}`,
        rich: {
          now: { ...line, color: INK, fontWeight: 600 as const },
          violated: { ...line, color: BELOW, fontWeight: 600 as const },
          baseline: { ...line, color: MUTED },
        },
      },
    },
  };
}

const FAIR_LINE = {
  silent: true,
  symbol: 'none',
  lineStyle: { color: INK, type: 'solid' as const, width: 1 },
  label: { formatter: 'fair', position: 'end' as const, color: MUTED, fontSize: 13 },
  data: [{ xAxis: 0 }],
};
