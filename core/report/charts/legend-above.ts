import { INK, type ScreenWidth } from './chart';

/** Pixels that an entry takes where each has a line of its own. */
const LINE = 22;
/** Between the legend and the plot. */
const GAP = 18;

export interface LegendEntry {
  /** Of the series. */
  readonly name: string;
  /** The series is a line without marks, and so is its entry. @default false */
  readonly isBareLine?: boolean;
}

/**
 * The legend over a chart: in one line, or on a narrow screen, where they would not fit beside each other, an entry a line.
 * @param left where it begins on wider screens, pixels
 * @returns the legend, and how high the grid's top has to be for it
 */
export function legendAbove(screen: ScreenWidth, entries: readonly LegendEntry[], left: number) {
  const lines = legendLines(screen, entries.length);
  const textStyle = { color: INK, fontSize: 13 };
  // The library puts a circle on the line of a series that has no symbol.
  const data = entries.map(({ name, isBareLine = false }) => ({ name, itemStyle: isBareLine ? { opacity: 0 } : {} }));
  const legend =
    screen === 'narrow'
      ? { orient: 'vertical' as const, top: 0, left: 0, itemWidth: 26, itemGap: LINE - 14, textStyle, data }
      : { top: 0, left, itemWidth: 26, itemGap: 24, textStyle, data };
  return { legend, top: lines * LINE + GAP };
}

/** What a narrow chart needs more of height than one whose legend takes one line, pixels. */
export const extraLegendHeight = (entries: readonly LegendEntry[]): number =>
  (legendLines('narrow', entries.length) - 1) * LINE;

const legendLines = (screen: ScreenWidth, entries: number): number => (screen === 'narrow' ? Math.max(1, entries) : 1);
