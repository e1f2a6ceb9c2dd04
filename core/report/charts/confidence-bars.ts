import { formatThreshold } from '../number-format';
import { ABOVE, axisStyle, BELOW, type Chart, type ScreenWidth, thresholdLine } from './chart';
import { type ClassifiedRunImage, isBelow } from './timed-confidence';

/** More bars than this would be thinner than a pixel or two. */
const MAX_BARS: Readonly<Record<ScreenWidth, number>> = { wide: 200, medium: 120, narrow: 80 };

/** Consecutive images that share a bar; the bar is as high as the lowest confidence among them, which is the one that matters. */
export function imagesPerBar(images: number, screen: ScreenWidth): number {
  return Math.max(1, Math.ceil(images / MAX_BARS[screen]));
}

/** Confidence of the images as bars, in the order of time, with the threshold as a line. */
export function confidenceBars(images: readonly ClassifiedRunImage[], threshold: number): Chart {
  return {
    id: 'confidence-bars',
    description: `Bar chart: confidence of ${images.length} images in the order of time, with a line at the threshold ${formatThreshold(threshold)}.`,
    heights: { wide: 290, medium: 270, narrow: 250 },
    option: (screen) => {
      const perBar = imagesPerBar(images.length, screen);
      const bars = lowestOfEach(images, perBar);
      return {
        grid: { left: 46, right: 50, top: 16, bottom: 52 },
        xAxis: {
          ...axisStyle,
          type: 'category',
          name: 'images in the order of time',
          nameLocation: 'middle',
          nameGap: 30,
          data: bars.map((_, index) => String(index * perBar + 1)),
        },
        yAxis: { ...axisStyle, type: 'value', min: 0, max: 1 },
        series: [
          {
            type: 'bar',
            silent: true,
            barCategoryGap: bars.length > 100 ? '10%' : '25%',
            barMaxWidth: 28,
            data: bars.map((image) => ({
              value: image.confidence,
              itemStyle: { color: isBelow(image, threshold) ? BELOW : ABOVE },
            })),
            markLine: thresholdLine(threshold),
          },
        ],
      };
    },
  };
}

function lowestOfEach(images: readonly ClassifiedRunImage[], perBar: number): ClassifiedRunImage[] {
  const bars: ClassifiedRunImage[] = [];
  for (let from = 0; from < images.length; from += perBar) {
    const group = images.slice(from, from + perBar);
    bars.push(group.reduce((least, image) => (image.confidence < least.confidence ? image : least)));
  }
  return bars;
}
