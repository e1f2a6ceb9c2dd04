import { ABOVE, BELOW, MUTED } from '../../../report/charts/chart';

/** One row of bars; what is absent has none. */
export interface BarPair {
  readonly now: number;
  readonly baseline?: number;
  readonly isViolated: boolean;
}

/**
 * Two series: what is now, filled (red where violated), above what the baseline had, outlined.
 * @param pairs from the bottom up
 * @param barGap between the two, as a share of a bar's height
 * @param markLine of the first series
 */
export const barPairs = <Line extends object>(pairs: readonly BarPair[], barGap: string, markLine?: Line) => [
  {
    type: 'bar' as const,
    name: 'now',
    silent: true,
    barMaxWidth: 10,
    barGap,
    data: pairs.map(({ now, isViolated }) => ({ value: now, itemStyle: { color: isViolated ? BELOW : ABOVE } })),
    ...(markLine === undefined ? {} : { markLine }),
  },
  {
    type: 'bar' as const,
    name: 'baseline',
    silent: true,
    barMaxWidth: 10,
    data: pairs.map(({ baseline }) => baseline ?? '-'),
    itemStyle: { color: 'transparent', borderColor: MUTED, borderWidth: 1.5 },
  },
];
