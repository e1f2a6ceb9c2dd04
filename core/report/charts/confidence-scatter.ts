import { formatThreshold } from '../number-format';
import { ABOVE, axisStyle, BELOW, type Chart, thresholdLine } from './chart';
import { type ClassifiedRunImage, confidenceFloor, isBelow, timeScale } from './timed-confidence';

/** Above so many points their markers shrink, and are drawn as one path a series. */
const MANY_POINTS = 1500;

/** Confidence of every image over time: circles at or above the threshold, triangles below it. */
export function confidenceScatter(images: readonly ClassifiedRunImage[], threshold: number, classes: number): Chart {
  const scale = timeScale(images);
  const below = images.filter((image) => isBelow(image, threshold));
  const above = images.filter((image) => !isBelow(image, threshold));
  const many = images.length > MANY_POINTS;
  const points = (list: readonly ClassifiedRunImage[]) => list.map((image) => [scale.of(image), image.confidence]);
  return {
    id: 'confidence-scatter',
    description: `Scatter chart: confidence of ${images.length} images over time, ${above.length} at or above the threshold ${formatThreshold(threshold)} and ${below.length} below it.`,
    heights: { wide: 360, medium: 320, narrow: 310 },
    option: (screen) => {
      const size = many ? 4 : screen === 'narrow' ? 7 : 9;
      const series = { type: 'scatter' as const, silent: true, large: many, largeThreshold: MANY_POINTS };
      return {
        grid: { left: 46, right: 50, top: 16, bottom: 52 },
        xAxis: {
          ...axisStyle,
          type: 'value',
          name: `${scale.unit} since the first image`,
          nameLocation: 'middle',
          nameGap: 30,
          splitLine: { show: false },
          min: 0,
        },
        yAxis: { ...axisStyle, type: 'value', min: confidenceFloor(images, threshold, classes), max: 1 },
        series: [
          {
            ...series,
            name: 'above',
            symbol: 'circle',
            symbolSize: size,
            itemStyle: { color: ABOVE, opacity: 0.75 },
            data: points(above),
            markLine: thresholdLine(threshold),
          },
          {
            ...series,
            name: 'below',
            symbol: 'triangle',
            symbolSize: size + 2,
            itemStyle: { color: BELOW, opacity: 0.9 },
            data: points(below),
          },
        ],
      };
    },
  };
}
