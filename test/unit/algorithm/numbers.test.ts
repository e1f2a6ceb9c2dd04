import { cosine, cosineOfHalfTurn, sine } from '../../../algorithm/numbers/circle';
import { exponential, logarithm } from '../../../algorithm/numbers/exponential';

const range = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => from + ((to - from) * index) / (count - 1));

it('has the exponential of the library to the last digits', () => {
  for (const x of range(-700, 700, 2801)) expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(1e-14);
  expect([exponential(0), exponential(-1000), exponential(1000)]).toEqual([1, 0, Number.POSITIVE_INFINITY]);
  expect(exponential(Number.NaN)).toBeNaN();
});

it('has the logarithm of the library to the last digits', () => {
  for (const x of range(-300, 300, 1201)) {
    expect(Math.abs(logarithm(10 ** x) - Math.log(10 ** x))).toBeLessThan(1e-13 * Math.max(1, Math.abs(x)));
  }
  expect([logarithm(1), logarithm(0)]).toEqual([0, Number.NEGATIVE_INFINITY]);
  expect(logarithm(-1)).toBeNaN();
});

it('has the sine and cosine of the library to the last digits', () => {
  for (const turn of range(0, 1, 101)) expect(cosineOfHalfTurn(turn)).toBeCloseTo(Math.cos(Math.PI * turn), 14);
  for (const angle of range(-1.5, 1.5, 101)) {
    expect(cosine(angle)).toBeCloseTo(Math.cos(angle), 14);
    expect(sine(angle)).toBeCloseTo(Math.sin(angle), 14);
  }
});
