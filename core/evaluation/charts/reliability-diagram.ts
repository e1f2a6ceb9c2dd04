import { ABOVE, axisStyle, type Chart, MUTED } from '../../report/charts/chart';
import { extraLegendHeight, type LegendEntry, legendAbove } from '../../report/charts/legend-above';
import type { Calibration } from '../calibration/calibration';
import type { ReliabilityBin } from '../calibration/reliability-bins';
import type { ShownEvaluation } from '../evaluation';

/** Diameters of the marks of the emptiest and the fullest bin, pixels. */
const [SMALLEST, LARGEST] = [5, 18];
const [PERFECT, BEFORE] = ['perfect', 'before calibration'];

/**
 * Accuracy against confidence, bin by bin, before and after calibration; on the diagonal, confidence says what it means. The area of a mark
 * grows with the rows of its bin.
 */
export function reliabilityDiagram({ classes, temperature, raw, calibrated }: ShownEvaluation): Chart {
  // No top confidence lies below an even guess.
  const lowest = Math.floor(10 / classes.length) / 10;
  const isCalibrated = temperature !== 1;
  const model = isCalibrated ? 'after calibration' : 'model';
  const entries: readonly LegendEntry[] = [
    { name: PERFECT, isBareLine: true },
    ...(isCalibrated ? [{ name: BEFORE }] : []),
    { name: model },
  ];
  const error = ({ expectedCalibrationError }: Calibration) => expectedCalibrationError.toFixed(3);
  const spoken = isCalibrated
    ? `expected calibration error ${error(raw)} before, ${error(calibrated)} after calibration`
    : `expected calibration error ${error(raw)}`;
  return {
    id: 'reliability',
    description: `Reliability diagram: accuracy against confidence; ${spoken}.`,
    heights: { wide: 460, medium: 420, narrow: 340 + extraLegendHeight(entries) },
    wideWidth: 640,
    option: (screen) => {
      const { legend, top } = legendAbove(screen, entries, 54);
      return {
        grid: { left: 58, right: 40, top, bottom: 56 },
        legend,
        xAxis: {
          ...axisStyle,
          type: 'value',
          name: 'confidence',
          nameLocation: 'middle',
          nameGap: 32,
          min: lowest,
          max: 1,
        },
        yAxis: { ...axisStyle, type: 'value', name: 'accuracy', nameLocation: 'middle', nameGap: 40, min: 0, max: 1 },
        series: [
          {
            type: 'line',
            name: PERFECT,
            silent: true,
            symbol: 'none',
            data: [
              [lowest, lowest],
              [1, 1],
            ],
            lineStyle: { color: MUTED, width: 1, type: 'dotted' },
            itemStyle: { color: MUTED },
          },
          ...(isCalibrated ? [curve(BEFORE, MUTED, 'dashed', 'rect', raw.bins)] : []),
          curve(model, ABOVE, 'solid', 'circle', calibrated.bins),
        ],
      };
    },
  };
}

function curve(
  name: string,
  color: string,
  type: 'solid' | 'dashed',
  symbol: 'rect' | 'circle',
  bins: readonly ReliabilityBin[],
) {
  const filled = bins.filter(({ rows }) => rows > 0);
  const fullest = filled.reduce((most, { rows }) => Math.max(most, rows), 1);
  return {
    type: 'line' as const,
    name,
    silent: true,
    symbol,
    showAllSymbol: true,
    data: filled.map(({ confidence, accuracy, rows }) => ({
      value: [confidence, accuracy],
      symbolSize: SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(rows / fullest),
    })),
    lineStyle: { color, width: 2, type },
    itemStyle: { color, opacity: 0.85 },
  };
}
