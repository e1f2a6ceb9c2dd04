import { ABOVE, axisStyle, BELOW, type Chart, INK } from '../../report/charts/chart';
import { PARAPHRASE_FROM, type PairAnswer } from '../gate/pair-figures';

const BINS = 20;

/** How many pairs of each kind got which probability, in twentieths; the last includes 1. */
export function answerBins(answers: readonly PairAnswer[]): { readonly same: number[]; readonly different: number[] } {
  const bins = { same: new Array<number>(BINS).fill(0), different: new Array<number>(BINS).fill(0) };
  for (const { label, probability } of answers)
    bins[label === 1 ? 'same' : 'different'][Math.min(BINS - 1, Math.floor(probability * BINS))]! += 1;
  return bins;
}

/** What the model has answered on either kind of pair; the two should lie at either end. */
export function answerHistogram(answers: readonly PairAnswer[]): Chart {
  const bins = answerBins(answers);
  const bar = (name: string, color: string, data: number[]) => ({
    type: 'bar' as const,
    name,
    silent: true,
    barGap: '0%',
    barCategoryGap: '16%',
    itemStyle: { color },
    data,
  });
  return {
    id: 'answer-histogram',
    description: `Histogram: probability of the same meaning that ${answers.length} test pairs got, paraphrases beside the others.`,
    heights: { wide: 300, medium: 280, narrow: 250 },
    option: (screen) => ({
      grid: { left: 44, right: 16, top: 16, bottom: 52 },
      // The bars stand in categories, one a bin; the scale has its numbers where one bin ends and the next begins.
      xAxis: [
        { type: 'category', show: false, data: Array.from({ length: BINS }, (_, bin) => String(bin / BINS)) },
        {
          ...axisStyle,
          type: 'value',
          position: 'bottom',
          name: 'probability of the same meaning',
          nameLocation: 'middle',
          nameGap: 30,
          min: 0,
          max: 1,
          interval: screen === 'narrow' ? 0.25 : 0.1,
          splitLine: { show: false },
        },
      ],
      yAxis: { ...axisStyle, type: 'value', minInterval: 1 },
      series: [
        bar('same meaning', ABOVE, bins.same),
        bar('different meaning', BELOW, bins.different),
        // Of a series of bars it would stand in the middle of a bar.
        {
          type: 'line',
          name: 'paraphrase from',
          xAxisIndex: 1,
          silent: true,
          data: [],
          markLine: {
            silent: true,
            symbol: 'none',
            lineStyle: { color: INK, type: 'dashed', width: 1.5 },
            label: { show: false },
            data: [{ xAxis: PARAPHRASE_FROM }],
          },
        },
      ],
    }),
  };
}
