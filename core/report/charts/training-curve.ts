import { formatShare } from '../number-format';
import type { TrainingEpoch } from '../workflow-run';
import { ABOVE, axisStyle, type Chart, INK, MUTED } from './chart';

/** Accuracy on the training and the validation split after each epoch. */
export function trainingCurve(epochs: readonly TrainingEpoch[]): Chart {
  const validated = epochs.filter(({ validationAccuracy }) => validationAccuracy !== undefined);
  const lowest = Math.min(
    1,
    ...epochs.map(({ trainAccuracy }) => trainAccuracy),
    ...validated.map((epoch) => epoch.validationAccuracy ?? 1),
  );
  const last = epochs.at(-1);
  const spoken =
    last?.validationAccuracy === undefined ? '' : `, on the validation split ${formatShare(last.validationAccuracy)}`;
  return {
    id: 'training-curve',
    description: `Line chart: accuracy over ${epochs.length} epochs; at the end ${formatShare(last?.trainAccuracy ?? 0)} on the training split${spoken}.`,
    heights: { wide: 310, medium: 290, narrow: 270 },
    option: () => ({
      grid: { left: 46, right: 88, top: 16, bottom: 52 },
      xAxis: {
        ...axisStyle,
        type: 'value',
        name: 'epoch',
        nameLocation: 'middle',
        nameGap: 30,
        min: 1,
        max: Math.max(2, last?.epoch ?? 2),
        minInterval: 1,
        splitLine: { show: false },
      },
      yAxis: { ...axisStyle, type: 'value', min: Math.floor(lowest * 10 + 1e-9) / 10, max: 1 },
      series: [
        line(
          'training',
          MUTED,
          'dashed',
          'rect',
          epochs.map((epoch) => [epoch.epoch, epoch.trainAccuracy]),
        ),
        line(
          'validation',
          ABOVE,
          'solid',
          'circle',
          validated.map((epoch) => [epoch.epoch, epoch.validationAccuracy ?? 0]),
        ),
      ],
    }),
  };
}

const line = (name: string, color: string, type: 'solid' | 'dashed', symbol: string, data: number[][]) => ({
  type: 'line' as const,
  name,
  silent: true,
  symbol,
  symbolSize: 5,
  showSymbol: data.length <= 60,
  lineStyle: { color, type, width: 2 },
  itemStyle: { color },
  endLabel: { show: true, formatter: name, color: INK, fontSize: 13, distance: 8 },
  labelLayout: { moveOverlap: 'shiftY' as const },
  data,
});
