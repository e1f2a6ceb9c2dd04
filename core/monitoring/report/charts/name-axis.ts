import { axisStyle, INK, type ScreenWidth } from '../../../report/charts/chart';

/** Of one letter of 13 pixels, in any font that a phone may have. */
const LETTER = 7.4;
/** Least and most that names may take, pixels; longer ones are cut. Half of a narrow chart is left for the bars. */
const WIDTHS = { narrow: [60, 172], half: [120, 180], page: [156, 230] } as const;
/** A cut name takes as much of its width as the library believes; fonts may be wider by a fifth. */
const CUT_AT = 0.83;
/** Between a name and the bars, and left of it. */
const MARGIN = { narrow: 12, wide: 34 } as const;

/**
 * The axis of a chart with a bar or mark for each name: as wide as the names need.
 * @param names from the bottom up
 * @param isHalf two charts stand side by side on a wide screen
 * @returns the axis, and how far left the grid begins
 */
export function nameAxis(names: readonly string[], screen: ScreenWidth, isHalf = false) {
  const isNarrow = screen === 'narrow';
  const [least, most] = WIDTHS[isNarrow ? 'narrow' : isHalf ? 'half' : 'page'];
  const longest = names.reduce((length, name) => Math.max(length, name.length), 0) * LETTER;
  const width = Math.round(Math.min(most, Math.max(least, longest)));
  const cut = longest > most ? { width: CUT_AT * most, overflow: 'truncate' as const } : {};
  return {
    left: width + (isNarrow ? MARGIN.narrow : MARGIN.wide),
    axis: {
      ...axisStyle,
      type: 'category' as const,
      data: [...names],
      axisLabel: { ...axisStyle.axisLabel, color: INK, interval: 0, ...cut },
    },
  };
}
