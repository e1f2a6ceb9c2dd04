import { ABOVE, axisStyle, BELOW, type Chart, INK } from '../../report/charts/chart';
import { PAIR_FEATURES, pairFeatures } from '../pair-features';
import type { SentencePair } from '../sentence-pair';

export interface MeanDistance {
  readonly name: string;
  /** Of paraphrases, 0..1; 0 where there is none. */
  readonly same: number;
  readonly different: number;
}

/** Means of every scaled distance over the pairs of either kind. */
export function meanDistances(pairs: readonly SentencePair[]): MeanDistance[] {
  const sums = [0, 1].map(() => new Array<number>(PAIR_FEATURES.length).fill(0));
  const counts = [0, 0];
  for (const { label, first, second } of pairs) {
    counts[label]! += 1;
    for (const [at, value] of pairFeatures(first, second).entries()) sums[label]![at]! += value;
  }
  const mean = (label: 0 | 1, at: number): number => sums[label]![at]! / Math.max(1, counts[label]!);
  return PAIR_FEATURES.map((name, at) => ({ name, same: mean(1, at), different: mean(0, at) }));
}

/** Two bars a distance; the first comes on top. */
export function meanDistanceBars(distances: readonly MeanDistance[]): Chart {
  const shown = [...distances].reverse();
  const height = 50 + 26 * shown.length;
  const bar = (name: string, color: string, of: (one: MeanDistance) => number) => ({
    type: 'bar' as const,
    name,
    silent: true,
    barMaxWidth: 9,
    barGap: '5%',
    itemStyle: { color },
    data: shown.map((one) => Number(of(one).toFixed(4))),
  });
  return {
    id: 'mean-distances',
    description: `Bar chart: means of ${distances.length} distances, of paraphrases beside the other pairs.`,
    heights: { wide: height, medium: height, narrow: height },
    option: (screen) => ({
      grid: { left: screen === 'narrow' ? 120 : 150, right: 24, top: 8, bottom: 32 },
      xAxis: { ...axisStyle, type: 'value', min: 0, max: 1, interval: screen === 'narrow' ? 0.25 : 0.2 },
      yAxis: {
        ...axisStyle,
        type: 'category',
        data: shown.map(({ name }) => name),
        axisLine: { show: false },
        axisLabel: { ...axisStyle.axisLabel, color: INK, interval: 0 },
      },
      series: [
        bar('same meaning', ABOVE, ({ same }) => same),
        bar('different meaning', BELOW, ({ different }) => different),
      ],
    }),
  };
}
