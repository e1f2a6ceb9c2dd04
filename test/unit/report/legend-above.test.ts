import { type Chart, renderSvgFile } from '../../../core/report/charts/chart';
import { legendAbove } from '../../../core/report/charts/legend-above';

const chart = (isBareLine: boolean): Chart => ({
  id: 'line',
  description: 'A line.',
  heights: { wide: 200, medium: 200, narrow: 200 },
  option: (screen) => ({
    legend: legendAbove(screen, [{ name: 'target', isBareLine }], 0).legend,
    xAxis: { type: 'value' },
    yAxis: { type: 'value' },
    series: [{ type: 'line', name: 'target', symbol: 'none', data: [[0, 1]], itemStyle: { color: '#123456' } }],
  }),
});

/** Filled shapes that are seen. */
const marks = (drawing: string): number =>
  [...drawing.matchAll(/<path [^>]*fill="#123456"[^>]*>/g)].filter(([path]) => !path.includes('fill-opacity="0"'))
    .length;

it('a line without marks has none in the legend, where the library would put one', () => {
  expect([marks(renderSvgFile(chart(true))), marks(renderSvgFile(chart(false)))]).toEqual([0, 1]);
});
