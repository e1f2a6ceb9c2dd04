import { ABOVE, axisStyle, BELOW, type Chart } from './chart';
import { type ClassifiedRunImage, isBelow } from './timed-confidence';

const BINS_PER_UNIT = 20;

export interface HistogramBin {
  /** From this confidence on … */
  readonly from: number;
  /** … up to below this one; the last bin includes 1. */
  readonly to: number;
  readonly below: number;
  readonly above: number;
}

/** Bins of 0.05 from `floor` to 1; each counts images below the threshold apart from those at or above it. */
export function histogramBins(
  images: readonly ClassifiedRunImage[],
  threshold: number,
  floor: number,
): readonly HistogramBin[] {
  const first = Math.round(floor * BINS_PER_UNIT);
  const bins = Array.from({ length: BINS_PER_UNIT - first }, (_, index) => ({
    from: (first + index) / BINS_PER_UNIT,
    to: (first + index + 1) / BINS_PER_UNIT,
    below: 0,
    above: 0,
  }));
  for (const image of images) {
    const index = Math.floor(image.confidence * BINS_PER_UNIT + 1e-9) - first;
    const bin = bins[Math.min(bins.length - 1, Math.max(0, index))]!;
    if (isBelow(image, threshold)) bin.below += 1;
    else bin.above += 1;
  }
  return bins;
}

/**
 * How sure the model was of the images it took for one class.
 * @param highest the tallest bar of any class: the charts share their scale
 */
export function confidenceHistogram(
  name: string,
  index: number,
  bins: readonly HistogramBin[],
  highest: number,
): Chart {
  const total = bins.reduce((sum, { below, above }) => sum + below + above, 0);
  const below = bins.reduce((sum, bin) => sum + bin.below, 0);
  const step = niceStep(highest);
  return {
    id: `confidence-histogram-${index}`,
    description: `Histogram: confidence of the ${total} images classified as ${name}, ${below} of them below the threshold.`,
    heights: { wide: 250, medium: 240, narrow: 230 },
    wideWidth: 440,
    option: () => ({
      grid: { left: 40, right: 12, top: 12, bottom: 50 },
      xAxis: {
        ...axisStyle,
        type: 'category',
        name: 'confidence',
        nameLocation: 'middle',
        nameGap: 28,
        data: bins.map(({ from }) => from.toFixed(2)),
        axisLabel: { ...axisStyle.axisLabel, interval: bins.length > 10 ? 3 : 1 },
      },
      yAxis: { ...axisStyle, type: 'value', min: 0, max: Math.ceil(highest / step) * step, interval: step },
      series: [
        bar(
          'below',
          BELOW,
          bins.map((bin) => bin.below),
        ),
        bar(
          'above',
          ABOVE,
          bins.map((bin) => bin.above),
        ),
      ],
    }),
  };
}

/** The smallest of 1, 2, 5, 10, 20 … that reaches the number in at most five steps. */
function niceStep(highest: number): number {
  for (let power = 1; ; power *= 10) {
    const step = [1, 2, 5].map((digit) => digit * power).find((candidate) => candidate * 5 >= highest);
    if (step !== undefined) return step;
  }
}

const bar = (name: string, color: string, data: number[]) => ({
  type: 'bar' as const,
  name,
  stack: 'count',
  silent: true,
  barCategoryGap: '12%',
  itemStyle: { color },
  data,
});
