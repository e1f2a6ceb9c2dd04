import { type EChartsOption, init } from 'echarts';
import { html, Markup } from '../html';
import { formatThreshold } from '../number-format';
import { LIGHT_COLOURS } from '../style-sheet';

/** The style sheet shows one of them; text in a chart shrinks and grows with it, and stays between 11 and 18 pixels. */
export const SCREEN_WIDTHS = ['wide', 'medium', 'narrow'] as const;
export type ScreenWidth = (typeof SCREEN_WIDTHS)[number];

/** Drawn widths; the page is at most 924 wide within a frame. */
const WIDTHS: Readonly<Record<ScreenWidth, number>> = { wide: 900, medium: 560, narrow: 350 };

/** Fonts that a picture may name without bringing them along. */
const FONTS = 'system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif';

export interface Chart {
  /** Unique within the report; letters and hyphens. */
  readonly id: string;
  /** What a reader who cannot see the chart is told. */
  readonly description: string;
  /** Height on each kind of screen. */
  readonly heights: Readonly<Record<ScreenWidth, number>>;
  /** Width on a wide screen, where it is not the page's. */
  readonly wideWidth?: number;
  readonly option: (screen: ScreenWidth) => EChartsOption;
}

/**
 * Draws a chart as SVG once for each kind of screen. Colours are custom properties of the page, so
 * that one drawing serves the light and the dark scheme.
 */
export function renderChart(chart: Chart): Markup {
  return html`${SCREEN_WIDTHS.map((screen) => html`<div class="chart ${screen}">${svg(chart, screen)}</div>`)}`;
}

/**
 * The chart as a picture of its own, as wide as the page has it: light colours on an opaque ground, for programs that know no custom properties, and so that it can be
 * read on a dark page too. Nothing in it comes from elsewhere: no style sheet, no font, no script. The same chart gives the same bytes.
 */
export function renderSvgFile(chart: Chart): string {
  const { text } = svg(chart, 'wide');
  const drawn = text
    .replace(/var\(--([a-z]+)\)/g, (whole, name: string) => LIGHT_COLOURS[name] ?? whole)
    .replace(/font-family:inherit/g, `font-family:${FONTS}`);
  const opening = drawn.indexOf('>') + 1;
  return `${drawn.slice(0, opening)}<rect width="100%" height="100%" fill="${LIGHT_COLOURS.panel}"/>${drawn.slice(opening)}\n`;
}

function svg(chart: Chart, screen: ScreenWidth): Markup {
  const width = screen === 'wide' ? (chart.wideWidth ?? WIDTHS.wide) : WIDTHS[screen];
  const size = { width, height: chart.heights[screen] };
  const instance = init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    instance.setOption({ animation: false, textStyle: { fontFamily: 'inherit', color: INK }, ...chart.option(screen) });
    return embedded(instance.renderToSVGString({ useViewBox: true }), `${chart.id}-${screen}`, chart.description);
  } finally {
    // An instance that is not disposed keeps timers, and with them the process.
    instance.dispose();
  }
}

/**
 * Makes a drawing part of the page: ids that depend on nothing but the chart (the library numbers its instances), coordinates of two
 * decimals (what is written in the chart stays as it is), no style sheet of its own, series marked by `data-series`, a role and a name for screen readers.
 */
function embedded(drawing: string, id: string, description: string): Markup {
  const text = drawing
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/ class="zr\d+-cls-\d+"/g, '')
    .replace(/ ecmeta_series_index="(\d+)"/g, ' data-series="$1"')
    .replace(/ ecmeta_[a-z_]+="[^"]*"/g, '')
    .replace(/\bzr\d+-/g, `${id}-`)
    .replace(/<[^>]+>/g, (tag) => tag.replace(/(-?\d+\.\d{2})\d+/g, '$1'))
    .replace(/\n/g, '');
  const opening = html`<svg role="img" aria-label="${description}" `;
  return new Markup(text.replace('<svg ', () => opening.text));
}

/** Custom properties of the style sheet. */
export const INK = 'var(--ink)';
export const MUTED = 'var(--muted)';
export const RULE = 'var(--rule)';
export const ABOVE = 'var(--above)';
export const BELOW = 'var(--below)';
export const THRESHOLD = 'var(--ink)';

export const axisStyle = {
  axisLine: { lineStyle: { color: RULE } },
  axisTick: { show: false },
  axisLabel: { color: MUTED, fontSize: 13 },
  nameTextStyle: { color: MUTED, fontSize: 13 },
  splitLine: { lineStyle: { color: RULE, width: 1 } },
} as const;

/** The threshold's line across a chart whose y axis is confidence; its value stands at the right end, in the margin. */
export const thresholdLine = (threshold: number) => ({
  silent: true,
  symbol: 'none',
  lineStyle: { color: THRESHOLD, type: 'dashed' as const, width: 1.5 },
  label: {
    formatter: formatThreshold(threshold),
    position: 'end' as const,
    color: INK,
    fontSize: 13,
    fontWeight: 600,
  },
  data: [{ yAxis: threshold }],
});
