import type { ConfidentRow } from '../../../core/evaluation/calibration/reliability-bins';
import { NoRows } from '../../../core/evaluation/evaluation-error';
import {
  describeOperatingPoint,
  describeRecommendation,
} from '../../../core/evaluation/selection/describe-operating-point';
import { operatingPoint, operatingPointAt } from '../../../core/evaluation/selection/operating-point';
import { recommendThreshold } from '../../../core/evaluation/selection/recommend-threshold';
import { riskCoverageCurve } from '../../../core/evaluation/selection/risk-coverage-curve';
import { shortNumber } from '../../../core/evaluation/selection/short-number';

/** `+` right, `-` wrong. */
const rowsOf = (...rows: readonly (readonly [number, string])[]): ConfidentRow[] =>
  rows.flatMap(([confidence, marks]) => [...marks].map((mark) => ({ confidence, right: mark === '+' })));

describe('riskCoverageCurve', () => {
  it('accepts equal confidences together', () => {
    const { points } = riskCoverageCurve(rowsOf([0.9, '+-'], [0.6, '++']));

    expect(points).toEqual([
      { threshold: 0.9, accepted: 2, errors: 1, coverage: 0.5, risk: 0.5 },
      { threshold: 0.6, accepted: 4, errors: 1, coverage: 1, risk: 0.25 },
    ]);
  });

  it('has the mean risk as its area', () => {
    const { area, excessArea } = riskCoverageCurve(rowsOf([0.9, '+'], [0.8, '-'], [0.7, '+'], [0.6, '-']));

    expect(area).toBeCloseTo((0 + 1 / 2 + 1 / 3 + 2 / 4) / 4, 12);
    expect(excessArea).toBeCloseTo((0 + 1 / 2 + 1 / 3 + 2 / 4 - (1 / 3 + 2 / 4)) / 4, 12);
  });

  it('has no excess when every error ranks last', () => {
    expect(riskCoverageCurve(rowsOf([0.9, '+++'], [0.6, '-'], [0.5, '-'])).excessArea).toBeCloseTo(0, 12);
  });

  it('has the error rate as its area when all confidences are equal', () => {
    expect(riskCoverageCurve(rowsOf([0.9, '+-++-'])).area).toBeCloseTo(0.4, 12);
  });

  it('refuses no rows by name', () => {
    expect(() => riskCoverageCurve([])).toThrow(NoRows);
  });
});

describe('recommendThreshold', () => {
  it('takes the smallest threshold that keeps to the target, over a worse stretch above it', () => {
    const rows = rowsOf([0.99, '+'], [0.95, '-'], [0.9, '++++++++'], [0.8, '-']);

    const recommendation = recommendThreshold(rows, { maxErrorRate: 0.1 });

    expect(recommendation).toMatchObject({
      outcome: 'recommended',
      point: { threshold: 0.9, accepted: 10, errors: 1, errorRate: 0.1, coverage: 10 / 11 },
    });
  });

  it('writes the threshold short, and accepts the same rows by it', () => {
    const rows = rowsOf([0.87654321, '++'], [0.8612345, '-']);

    const recommendation = recommendThreshold(rows, { maxErrorRate: 0 });

    expect(recommendation).toMatchObject({ point: { threshold: 0.87, accepted: 2 } });
    expect(operatingPointAt(rows, 0.87)).toMatchObject({ accepted: 2, errors: 0 });
  });

  it('answers that nothing reaches the target, with what comes nearest', () => {
    const recommendation = recommendThreshold(rowsOf([0.9, '-'], [0.8, '+'], [0.7, '-']), { maxErrorRate: 0.05 });

    expect(recommendation).toMatchObject({ outcome: 'unreachable', nearest: { threshold: 0.8, errorRate: 0.5 } });
    expect(describeRecommendation(recommendation)).toMatch(
      /^no threshold reaches the target of at most 5 % errors; the nearest: at 0.8,/,
    );
  });

  it('asks more when the upper limit of the interval is judged', () => {
    const rows = rowsOf([0.9, '+'.repeat(100)], [0.8, '-++++++++++']);

    const byEstimate = recommendThreshold(rows, { maxErrorRate: 0.04 });
    const byLimit = recommendThreshold(rows, { maxErrorRate: 0.04, judgedBy: 'upper-limit' });

    expect(byEstimate).toMatchObject({ point: { threshold: 0.8 } });
    expect(byLimit).toMatchObject({ point: { threshold: 0.9 } });
    expect(recommendThreshold(rows, { maxErrorRate: 0.01, judgedBy: 'upper-limit' }).outcome).toBe('unreachable');
  });

  it('recommends for a single row, right or wrong', () => {
    expect(recommendThreshold(rowsOf([0.8, '+']), { maxErrorRate: 0.02 }).outcome).toBe('recommended');
    expect(recommendThreshold(rowsOf([0.8, '-']), { maxErrorRate: 0.02 }).outcome).toBe('unreachable');
  });

  it.each([-0.1, 1.1, Number.NaN])('refuses the target %p', (maxErrorRate) => {
    expect(() => recommendThreshold(rowsOf([0.8, '+']), { maxErrorRate })).toThrow(RangeError);
  });
});

describe('operatingPointAt', () => {
  it('has no error rate when nothing is accepted', () => {
    const point = operatingPointAt(rowsOf([0.8, '+-']), 0.9);

    expect(point).toEqual({
      threshold: 0.9,
      rows: 2,
      accepted: 0,
      errors: 0,
      coverage: 0,
      errorRate: undefined,
      interval: undefined,
    });
    expect(describeOperatingPoint(point)).toBe('at 0.9, no image is accepted');
  });

  it('accepts a confidence that equals the threshold', () => {
    expect(operatingPointAt(rowsOf([0.93, '+']), 0.93).accepted).toBe(1);
  });
});

it('says an operating point in one sentence', () => {
  // 5 of 273: scipy.stats.binomtest gives 0.0060 to 0.0422.
  expect(describeOperatingPoint(operatingPoint(0.87, 300, 273, 5))).toBe(
    'at 0.87, 91 % of images are accepted with 1.8 % errors (95 %: 0.6-4.2 %)',
  );
});

it.each([
  [1000, 999, 0, 'at 0.5, 99.9 % of images are accepted with 0 % errors (95 %: 0-0.4 %)'],
  [1000, 1, 1, 'at 0.5, 0.1 % of images are accepted with 100 % errors (95 %: 2.5-100 %)'],
  [10, 10, 10, 'at 0.5, 100 % of images are accepted with 100 % errors (95 %: 69.2-100 %)'],
])(
  'never says all or nothing of what is not, with %i rows, %i accepted, %i wrong',
  (rows, accepted, errors, sentence) => {
    expect(describeOperatingPoint(operatingPoint(0.5, rows, accepted, errors))).toBe(sentence);
  },
);

it.each([
  [0.8, 0.87654, 0.87],
  [0.871, 0.8719, 0.8719],
  [0, 0.5, 0.5],
  [0, 0.0001234, 0.0001],
  [0.29, 0.29000000000000004, 0.29000000000000004],
])('finds the short number above %p and at most %p', (above, most, expected) => {
  const found = shortNumber(above, most);

  expect(found > above && found <= most).toBe(true);
  expect(found).toBe(expected);
});
