import { biasFile, facetMetrics } from '../../../../core/monitoring/bias/bias-file';
import type { BiasMetricResult } from '../../../../core/monitoring/bias/bias-metric';
import type { BiasQuestion } from '../../../../core/monitoring/bias/bias-question';
import type { BiasRow } from '../../../../core/monitoring/bias/bias-row';
import { BiasState } from '../../../../core/monitoring/bias/bias-state';

const QUESTION: BiasQuestion = {
  label: 'approved',
  positive: { values: [1] },
  facet: 'foreign',
  disadvantaged: { values: ['yes'] },
};

function metricsOf(rows: readonly BiasRow[], question = QUESTION): ReadonlyMap<string, BiasMetricResult> {
  const state = new BiasState(question);
  for (const row of rows) state.add(row);
  const file = biasFile([state]);
  return new Map([
    ...facetMetrics(file, 'pre_training_bias_metrics', question)!,
    ...facetMetrics(file, 'post_training_bias_metrics', question)!,
  ]);
}

/** `[facet, label, predicted]`, so many times. */
const rowsOf = (...counts: readonly (readonly [string, number, number, number])[]): BiasRow[] =>
  counts.flatMap(([facet, label, predicted, times]) =>
    Array.from({ length: times }, () => ({ facet, label, predicted })),
  );

describe('metrics of bias', () => {
  // a: 4 TP, 1 FN, 2 FP, 3 TN; d: 1 TP, 2 FN, 1 FP, 4 TN.
  const rows = rowsOf(
    ['no', 1, 1, 4],
    ['no', 1, 0, 1],
    ['no', 0, 1, 2],
    ['no', 0, 0, 3],
    ['yes', 1, 1, 1],
    ['yes', 1, 0, 2],
    ['yes', 0, 1, 1],
    ['yes', 0, 0, 4],
  );

  it.each([
    ['CI', 2 / 18],
    ['DPL', 5 / 10 - 3 / 8],
    ['KL', 0.5 * Math.log(0.5 / (3 / 8)) + 0.5 * Math.log(0.5 / (5 / 8))],
    ['LP', Math.sqrt(2) / 8],
    ['TVD', 1 / 8],
    ['KS', 1 / 8],
    ['DPPL', 6 / 10 - 2 / 8],
    ['DI', 2 / 8 / (6 / 10)],
    ['DCA', 5 / 6 - 3 / 2],
    ['DCR', 5 / 6 - 5 / 4],
    ['SD', 4 / 5 - 3 / 5],
    ['RD', 4 / 5 - 1 / 3],
    ['DAR', 4 / 6 - 1 / 2],
    ['DRR', 4 / 6 - 3 / 4],
    ['AD', 7 / 10 - 5 / 8],
    ['TE', 2 / 1 - 1 / 2],
  ])('computes %s from the counts', (name, value) => {
    expect(metricsOf(rows).get(name)).toEqual({ value: expect.closeTo(value, 12) });
  });

  it('computes the generalised entropy over the benefits of all rows', () => {
    // 3 rows without benefit (false negatives), 12 with 1, 3 with 2.
    const benefits = [...Array(3).fill(0), ...Array(12).fill(1), ...Array(3).fill(2)] as number[];
    const mean = benefits.reduce((sum, benefit) => sum + benefit, 0) / benefits.length;
    const value = benefits.reduce((sum, benefit) => sum + (benefit / mean) ** 2 - 1, 0) / (2 * benefits.length);

    expect(metricsOf(rows).get('GE')).toEqual({ value: expect.closeTo(value, 12) });
  });

  it('averages the disparity over the groups', () => {
    const grouped = [
      { facet: 'no', label: 1, group: 'young' },
      { facet: 'no', label: 0, group: 'young' },
      { facet: 'yes', label: 0, group: 'young' },
      { facet: 'yes', label: 1, group: 'old' },
      { facet: 'no', label: 1, group: 'old' },
    ];

    // young: half of the rejected, none of the accepted. old: nobody is rejected, half of the accepted.
    expect(metricsOf(grouped).get('CDDL')).toEqual({ value: expect.closeTo((3 * 0.5 + 2 * -0.5) / 5, 12) });
  });

  it('asks the nearest neighbours outside the facet how a row would have been treated', () => {
    const outside = Array.from({ length: 12 }, (_, at) => ({
      facet: 'no',
      predicted: at < 6 ? 0 : 1,
      features: [at, 'x'],
    }));
    const inside = [
      { facet: 'yes', predicted: 1, features: [0, 'x'] },
      { facet: 'yes', predicted: 0, features: [11, 'x'] },
      { facet: 'yes', predicted: 0, features: [10.5, 'x'] },
      { facet: 'yes', predicted: 0, features: [1, 'x'] },
    ];

    expect(metricsOf([...outside, ...inside]).get('FT')).toEqual({ value: (1 - 2) / 4 });
  });

  it('asks one neighbour only when there are at most nine rows outside', () => {
    const outside = Array.from({ length: 9 }, (_, at) => ({
      facet: 'no',
      predicted: at === 0 ? 1 : 0,
      features: [at],
    }));

    expect(metricsOf([...outside, { facet: 'yes', predicted: 0, features: [0] }]).get('FT')).toEqual({ value: -1 });
  });

  it('takes 0/0 for 0, x/0 for infinity, and no difference between two infinities', () => {
    const nobodyAccepted = rowsOf(['no', 1, 0, 3], ['no', 0, 1, 1], ['yes', 1, 0, 2]);
    const bothInfinite = rowsOf(['no', 1, 0, 3], ['yes', 1, 0, 2]);

    expect(metricsOf(nobodyAccepted).get('TE')).toEqual({ value: Number.POSITIVE_INFINITY });
    expect(metricsOf(bothInfinite).get('TE')).toEqual({ value: 0 });
    expect(metricsOf(bothInfinite).get('DI')).toEqual({ value: 0 });
  });

  it.each([
    ['CI', 'Facet set is empty', rowsOf(['no', 1, 1, 3])],
    ['DPPL', 'Negated Facet set is empty', rowsOf(['yes', 1, 1, 3])],
    ['CDDL', 'Group variable is empty or not provided', rows],
    [
      'CDDL',
      'No positive outcome in the data',
      [
        { facet: 'no', label: 0, group: 1 },
        { facet: 'yes', label: 0, group: 1 },
      ],
    ],
    [
      'CDDPL',
      'No negative outcome in the data',
      [
        { facet: 'no', predicted: 1, group: 1 },
        { facet: 'yes', predicted: 1, group: 1 },
      ],
    ],
    [
      'GE',
      'Every row is a false negative: there is no benefit to be shared',
      rowsOf(['no', 1, 0, 1], ['yes', 1, 0, 1]),
    ],
    ['FT', 'The flip test needs the features of the rows', rows],
  ])('gives %s the error "%s" when it cannot be computed', (name, error, given) => {
    expect(metricsOf(given).get(name)).toEqual({ error });
  });

  it('looks at predictions alone where nobody has labelled the rows', () => {
    const unlabelled = [
      { facet: 'no', predicted: 1 },
      { facet: 'no', predicted: 0 },
      { facet: 'yes', predicted: 0 },
    ];

    const metrics = metricsOf(unlabelled);

    expect(metrics.get('DPPL')).toEqual({ value: 0.5 });
    expect(metrics.get('AD')).toEqual({ error: 'Facet set is empty' });
  });

  it('divides a facet by a threshold, and labels too', () => {
    const question: BiasQuestion = {
      label: 'amount',
      positive: { threshold: 10 },
      facet: 'age',
      disadvantaged: { threshold: 60 },
    };
    const aged = [
      { facet: 60, label: 11 },
      { facet: '61', label: '10' },
      { facet: 70, label: 12 },
      { facet: 20, label: 5 },
    ];

    expect(metricsOf(aged, question).get('DPL')).toEqual({ value: 0 });
    expect(metricsOf(aged, question).get('CI')).toEqual({ value: 0 });
  });

  it('compares the shares of every label value, not only of the positive one', () => {
    const three = [...rowsOf(['no', 1, 1, 2], ['no', 2, 1, 2]), ...rowsOf(['yes', 1, 1, 2], ['yes', 3, 1, 2])];

    expect(metricsOf(three).get('TVD')).toEqual({ value: 0.5 });
    expect(metricsOf(three).get('KL')).toEqual({ value: Number.POSITIVE_INFINITY });
  });
});
