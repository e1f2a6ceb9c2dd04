import { judgePairModel } from '../../../core/similarity/gate/judge-pair-model';
import { type PairAnswer, pairFigures } from '../../../core/similarity/gate/pair-figures';

const answers = (...rows: readonly (readonly [label: 0 | 1, probability: number])[]): PairAnswer[] =>
  rows.map(([label, probability]) => ({ label, probability }));

const GATE = { minF1: 0.75, maxSquaredError: 0.2 };

describe('pairFigures', () => {
  it('counts paraphrases found, and the squared error of the probabilities', () => {
    // Found: the first and, at exactly one half, the second; the third is missed, the fourth wrongly found.
    const figures = pairFigures(answers([1, 0.9], [1, 0.5], [1, 0.2], [0, 0.6], [0, 0]));

    expect(figures).toEqual({
      rows: 5,
      precision: expect.closeTo(2 / 3, 12),
      recall: expect.closeTo(2 / 3, 12),
      f1: expect.closeTo(2 / 3, 12),
      squaredError: expect.closeTo((0.01 + 0.25 + 0.64 + 0.36) / 5, 12),
      constantF1: expect.closeTo(0.75, 12),
      constantSquaredError: expect.closeTo(0.24, 12),
    });
  });

  it.each([
    ['no paraphrase among the pairs', answers([0, 0.1], [0, 0.9])],
    ['nothing found', answers([1, 0.1], [0, 0.1])],
  ])('has an F1 of 0 with %s', (_, rows) => {
    expect(pairFigures(rows).f1).toBe(0);
  });

  it('refuses to tell of no pair', () => {
    expect(() => pairFigures([])).toThrow(RangeError);
  });
});

describe('judgePairModel', () => {
  const judged = (f1: number, squaredError: number, rest = {}) =>
    judgePairModel(
      { rows: 100, precision: f1, recall: f1, f1, squaredError, constantF1: 0.67, constantSquaredError: 0.25, ...rest },
      GATE,
    );

  it('passes a model that is good in both', () => {
    expect(judged(0.75, 0.2)).toEqual({ passed: true, reasons: [] });
  });

  it.each([
    ['too low an F1', judged(0.749, 0.1), [/F1 is 0\.749; the gate asks for 0\.750/]],
    ['too large a squared error', judged(0.9, 0.201), [/squared error is 0\.201; the gate asks for 0\.200/]],
    [
      'an F1 no better than calling all pairs paraphrases',
      judged(0.8, 0.1, { constantF1: 0.8 }),
      [/Calling every pair/],
    ],
    [
      'a squared error no better than a constant',
      judged(0.9, 0.15, { constantSquaredError: 0.15 }),
      [/Always answering/],
    ],
    ['nothing good', judged(0.5, 0.3), [/F1 is/, /Calling every/, /squared error is/, /Always/]],
  ])('refuses %s, with every reason', (_, { passed, reasons }, wanted) => {
    expect(passed).toBe(false);
    expect(reasons).toHaveLength(wanted.length);
    for (const [at, reason] of wanted.entries()) expect(reasons[at]).toMatch(reason);
  });
});
