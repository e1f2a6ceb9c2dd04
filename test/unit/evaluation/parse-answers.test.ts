import { ModelOutputInvalid } from '../../../core/contracts/errors';
import { parseAnswers } from '../../../core/evaluation/test-data/parse-answers';

it.each<[string, string, number, number, number[][]]>([
  [
    'probabilities, a line each',
    '0.9,0.1\n0.25,0.75\n',
    2,
    2,
    [
      [0.9, 0.1],
      [0.25, 0.75],
    ],
  ],
  [
    'one probability, a line each',
    '0.25\n1\n0\n',
    3,
    2,
    [
      [0.75, 0.25],
      [0, 1],
      [1, 0],
    ],
  ],
  [
    'single probabilities between commas',
    '0.25,0.5',
    2,
    2,
    [
      [0.75, 0.25],
      [0.5, 0.5],
    ],
  ],
  ['three classes in one line for one row', '0.2,0.3,0.5', 1, 3, [[0.2, 0.3, 0.5]]],
  ['one probability for one row', '0.25', 1, 2, [[0.75, 0.25]]],
  [
    'a list of lists',
    '[[0.9,0.1],[0.25,0.75]]',
    2,
    2,
    [
      [0.9, 0.1],
      [0.25, 0.75],
    ],
  ],
  ['a list for one row', '[0.9,0.1]', 1, 2, [[0.9, 0.1]]],
  [
    'a list of single probabilities',
    '[0.25, 0.5, 1]',
    3,
    2,
    [
      [0.75, 0.25],
      [0.5, 0.5],
      [0, 1],
    ],
  ],
  [
    'scores under predictions',
    '{"predictions":[{"score":0.25,"predicted_label":0},{"score":0.5}]}',
    2,
    2,
    [
      [0.75, 0.25],
      [0.5, 0.5],
    ],
  ],
  ['probabilities under predictions', '{"predictions":[{"probabilities":[0.9,0.1]}]}', 1, 2, [[0.9, 0.1]]],
  [
    'JSON Lines',
    '{"probabilities":[0.9,0.1]}\n[0.25,0.75]\n',
    2,
    2,
    [
      [0.9, 0.1],
      [0.25, 0.75],
    ],
  ],
  [
    'the line ends of Windows',
    '0.9 0.1\r\n0.5 0.5\r\n',
    2,
    2,
    [
      [0.9, 0.1],
      [0.5, 0.5],
    ],
  ],
])('reads %s', (_, text, rows, classes, expected) => {
  expect(parseAnswers(text, rows, classes)).toEqual(expected);
});

it.each<[string, string, number, number, string]>([
  ['nothing', '', 2, 2, 'answered 0 rows; it was asked 2'],
  ['fewer rows', '0.9,0.1\n', 2, 3, 'answered 1 rows; it was asked 2'],
  ['more rows', '0.1\n0.2\n0.3\n', 2, 2, 'answered 3 rows'],
  ['class labels instead of probabilities', '2.0', 1, 2, 'where a probability of class 1 must stand'],
  ['words', 'yes\nno\n', 2, 2, '"yes"'],
  ['another number of classes', '[[0.2,0.3,0.5]]', 1, 2, '3 probabilities for 2 classes'],
  ['broken JSON', '[[0.2,', 1, 2, 'begins like JSON'],
  ['an error page', '{"message":"failed"}', 1, 2, 'failed'],
])('refuses %s by name', (_, text, rows, classes, message) => {
  expect(() => parseAnswers(text, rows, classes)).toThrow(ModelOutputInvalid);
  expect(() => parseAnswers(text, rows, classes)).toThrow(message);
});
