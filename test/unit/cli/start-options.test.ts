import { percentile } from '../../../cli/start/percentile';
import { classNames, fraction, wholeNumber } from '../../../cli/start/start-options';

it.each(['0', '-1', '1.5', 'ten', '', '99999999999999999999'])('refuses %j as a count of at least one', (text) => {
  expect(() => wholeNumber(1)(text)).toThrow(/at least 1/);
});

it.each(['1.01', '-0.1', 'x', ''])('refuses %j as a number from 0 to 1', (text) => {
  expect(() => fraction(text)).toThrow(/0 to 1/);
});

it.each(['a', 'a,a', 'a,,b', ''])('refuses %j as class names', (text) => {
  expect(() => classNames(text)).toThrow(/two different names/);
});

it('takes the bounds themselves', () => {
  expect([wholeNumber(1)('1'), fraction('0'), fraction('1'), classNames(' a , b ')]).toEqual([1, 0, 1, ['a', 'b']]);
});

it.each([
  [[5, 1, 4, 2, 3], 0.5, 3],
  [[5, 1, 4, 2, 3], 0.99, 5],
  [[7], 0.01, 7],
  [[], 0.5, 0],
])('takes of %j at share %d the value %d', (values, share, expected) => {
  expect(percentile(values, share)).toBe(expected);
});
