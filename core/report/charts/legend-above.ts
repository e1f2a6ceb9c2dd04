import { INK, type ScreenWidth } from './chart';

/** Pixels that an entry takes where each has a line of its own. */
const LINE = 22;
/** Between the legend and the plot. */
const GAP = 18;

/**
 * The legend over a chart: in one line, or on a narrow screen, where they would not fit beside each other, an entry a line.
 * @param entries how many it has
 * @param left where it begins on wider screens, pixels
 * @returns the legend, and how high the grid's top has to be for it
 */
export function legendAbove(screen: ScreenWidth, entries: number, left: number) {
  const lines = legendLines(screen, entries);
  const textStyle = { color: INK, fontSize: 13 };
  const legend =
    screen === 'narrow'
      ? { orient: 'vertical' as const, top: 0, left: 0, itemWidth: 26, itemGap: LINE - 14, textStyle }
      : { top: 0, left, itemWidth: 26, itemGap: 24, textStyle };
  return { legend, top: lines * LINE + GAP };
}

/** What a narrow chart needs more of height than one whose legend takes one line, pixels. */
export const extraLegendHeight = (entries: number): number => (legendLines('narrow', entries) - 1) * LINE;

const legendLines = (screen: ScreenWidth, entries: number): number => (screen === 'narrow' ? Math.max(1, entries) : 1);
