import { ModelOutputInvalid } from '../../../core/contracts/errors';
import { argmax } from '../../../core/inference/argmax';
import { parseProbabilities } from '../../../core/inference/parse-probabilities';

it.each([
  ['a JSON array', '[0.9, 0.1]'],
  ['a nested array', '[[0.9, 0.1]]'],
  ['an array of arrays of one', '[[[0.9,0.1]]]'],
  ['an object with prediction', '{"prediction": [0.9, 0.1]}\n'],
  ['an object with predictions', '{"predictions": [[0.9, 0.1]]}'],
  ['comma-separated numbers', '0.9,0.1'],
  ['lines of numbers', '0.9\n0.1\n'],
  ['exponents', '[9e-1, 1E-1]'],
])('reads %s', (_, text) => {
  expect(parseProbabilities(text, 2)).toEqual([0.9, 0.1]);
});

it('accepts what float32 rounding leaves beside 1', () => {
  expect(parseProbabilities('[0.3333, 0.3333, 0.3333]')).toHaveLength(3);
});

it.each([
  ['nothing', '', /is empty: ""/],
  ['an empty array', '[]', /is empty/],
  ['no list', 'Internal Server Error', /is not a list of probabilities: "Internal Server Error"/],
  ['broken JSON', '[0.9, 0.1', /is not a list/],
  ['another object', '{"message": "no"}', /is not a list/],
  ['two rows', '[[0.9,0.1],[0.8,0.2]]', /is not a list/],
  ['NaN, as Python writes it', '[NaN, 0.1]', /holds "NaN" instead of a probability/],
  ['Infinity', '[-Infinity, 0.1]', /holds "-Infinity"/],
  ['NaN without brackets', 'nan,nan', /holds "nan"/],
  ['null', '[null, 1]', /holds null/],
  ['text among numbers', '["a", 1]', /holds "a"/],
  ['too many', '[0.5, 0.25, 0.25]', /holds 3 probabilities for 2 classes/],
  ['too few', '1.0', /holds 1 probabilities for 2 classes/],
  ['a negative one', '[-0.1, 1.1]', /holds -0.1, which is no probability/],
  ['one above 1', '[1.5, 0]', /holds 1.5/],
  ['logits', '[0.2, 0.1]', /add up to 0.3 instead of 1/],
])('refuses %s', (_, text, message) => {
  expect(() => parseProbabilities(text, 2)).toThrow(ModelOutputInvalid);
  expect(() => parseProbabilities(text, 2)).toThrow(message);
});

it('shows only the beginning of a long answer', () => {
  expect(() => parseProbabilities('x'.repeat(10_000))).toThrow(/^.{0,160}$/);
});

it('finds the largest value, the first of equals', () => {
  expect([argmax([0.1, 0.5, 0.4]), argmax([0.5, 0.5])]).toEqual([1, 0]);
  expect(() => argmax([])).toThrow(RangeError);
});
