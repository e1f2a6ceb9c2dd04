import type { Chart } from '../../report/charts/chart';
import type { HtmlValue, Markup } from '../../report/html';
import type { ComparedRun } from '../compared-run';

/** One drawing, with its caption. */
export interface Figure {
  readonly caption: string;
  readonly note?: string;
  readonly chart: Chart;
}

/** One part of a comparison: what is to be seen, its drawings, and the numbers behind them. */
export interface ComparisonPart {
  readonly id: string;
  readonly title: string;
  readonly lead: HtmlValue;
  readonly figures: readonly Figure[];
  readonly table: Markup;
}

/** Makes a part of the runs that have something to say about it; undefined where none has. */
export type MakePart = (runs: readonly ComparedRun[]) => ComparisonPart | undefined;

/** Width of a figure that stands beside another one. */
export const HALF_WIDTH = 440;

/** A chart's id from its part and what it shows: letters and hyphens. */
export const chartId = (part: string, ...names: readonly string[]): string =>
  [part, ...names]
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
