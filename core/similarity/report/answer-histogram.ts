import { ABOVE, axisStyle, BELOW, type Chart } from '../../report/charts/chart';
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
      xAxis: {
        ...axisStyle,
        type: 'category',
        name: 'probability of the same meaning',
        nameLocation: 'middle',
        nameGap: 30,
        data: Array.from({ length: BINS }, (_, bin) => (bin / BINS).toFixed(2)),
        axisLabel: { ...axisStyle.axisLabel, interval: screen === 'narrow' ? 4 : 1 },
      },
      yAxis: { ...axisStyle, type: 'value', minInterval: 1 },
      series: [
        {
          ...bar('same meaning', ABOVE, bins.same),
          markLine: {
            silent: true,
            symbol: 'none',
            lineStyle: { color: 'var(--ink)', type: 'dashed', width: 1.5 },
            label: { show: false },
            data: [{ xAxis: PARAPHRASE_FROM * BINS }],
          },
        },
        bar('different meaning', BELOW, bins.different),
      ],
    }),
  };
}
