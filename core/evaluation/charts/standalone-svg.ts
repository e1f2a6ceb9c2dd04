import { type Chart, renderChart } from '../../report/charts/chart';
import { STYLE_SHEET } from '../../report/style-sheet';

/** Fonts that a picture may name without bringing them along. */
const FONTS = 'system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif';

/**
 * A chart as a picture of its own, for a file beside a Markdown page: the wide drawing in the light colours of the report, on an opaque
 * ground so that it can be read on a dark page too. Nothing in it comes from elsewhere: no style sheet, no font, no script. The same chart
 * gives the same bytes.
 */
export function standaloneSvg(chart: Chart): string {
  const drawing = /<svg [\s\S]*?<\/svg>/.exec(renderChart(chart).text)?.[0];
  if (drawing === undefined) throw new Error(`The chart ${chart.id} was not drawn.`);
  const colours = lightColours();
  const colour = (name: string): string => {
    const value = colours.get(name);
    if (value === undefined) throw new Error(`The style sheet has no colour ${name}.`);
    return value;
  };
  return `${drawing
    .replace(/(<rect [^>]*?)fill="none"/, (_, rectangle: string) => `${rectangle}fill="${colour('--panel')}"`)
    .replace(/var\((--[a-z]+)\)/g, (_, name: string) => colour(name))
    .replace(/font-family:inherit/g, `font-family:${FONTS}`)}\n`;
}

/** The custom properties of the style sheet's first block, which is the light scheme. */
function lightColours(): ReadonlyMap<string, string> {
  const block = /:root \{([\s\S]*?)\}/.exec(STYLE_SHEET)?.[1] ?? '';
  return new Map([...block.matchAll(/(--[a-z]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name!, value!]));
}
