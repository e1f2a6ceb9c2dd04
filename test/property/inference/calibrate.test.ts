import fc from 'fast-check';
import { argmax } from '../../../core/inference/argmax';
import { calibrate } from '../../../core/inference/calibrate';
import { calibratedTo } from '../../../core/inference/calibrated-to';

const probabilities = fc
  .array(fc.double({ min: 1e-6, max: 1, noNaN: true }), { minLength: 2, maxLength: 6 })
  .map((values) => {
    const sum = values.reduce((total, value) => total + value, 0);
    return values.map((value) => value / sum);
  });
const temperature = fc.double({ min: 0.05, max: 20, noNaN: true });
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

it('adds up to 1 and keeps the most probable class', () => {
  fc.assert(
    fc.property(probabilities, temperature, (values, t) => {
      const calibrated = calibrate(values, t);
      expect(sum(calibrated)).toBeCloseTo(1, 9);
      expect(calibrated[argmax(values)]).toBe(Math.max(...calibrated));
    }),
  );
});

it('is less sure the higher the temperature', () => {
  fc.assert(
    fc.property(probabilities, temperature, temperature, (values, one, other) => {
      const [low, high] = one < other ? [one, other] : [other, one];
      expect(Math.max(...calibrate(values, high))).toBeLessThanOrEqual(Math.max(...calibrate(values, low)) + 1e-12);
    }),
  );
});

it('changes nothing at 1, and multiplies temperatures when applied twice', () => {
  fc.assert(
    fc.property(
      probabilities,
      fc.double({ min: 0.5, max: 3, noNaN: true }),
      fc.double({ min: 0.5, max: 3, noNaN: true }),
      (values, one, other) => {
        expect(calibrate(values, 1)).toEqual(values);
        const twice = calibrate(calibrate(values, one), other);
        const once = calibrate(values, one * other);
        for (const [index, value] of once.entries()) expect(twice[index]).toBeCloseTo(value, 9);
      },
    ),
  );
});

it('survives a temperature at which every power would be 0', () => {
  expect(calibrate([0.4, 0.3, 0.3], 1e-4)).toEqual([1, 0, 0]);
});

it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the temperature %p', (t) => {
  expect(() => calibrate([0.5, 0.5], t)).toThrow(RangeError);
});

it('is found again from the confidence that it gives', () => {
  const likely = probabilities.filter((values) => Math.max(...values) > 1.01 / values.length);
  fc.assert(
    fc.property(likely, fc.double({ min: 0.3, max: 8, noNaN: true }), (values, t) => {
      const calibrated = calibrate(values, t);
      const confidence = Math.max(...calibrated);
      fc.pre(confidence < 0.9999);

      const found = calibratedTo(values, confidence);

      expect(Math.max(...found)).toBe(confidence);
      for (const [index, value] of calibrated.entries()) expect(found[index]).toBeCloseTo(value, 5);
    }),
  );
});

it.each([
  [[0.5, 0.5], 0.8],
  [[0, 0], 0.8],
  [[0.6, 0.4], 0.3],
  [[0.6, 0.4], Number.NaN],
  [[0.6, 0.4], 0.6],
  [[], 0.6],
])(
  'leaves %j as they are beside a confidence of %p, which no temperature gives or needs none',
  (values, confidence) => {
    expect(calibratedTo(values, confidence)).toEqual(values);
  },
);
