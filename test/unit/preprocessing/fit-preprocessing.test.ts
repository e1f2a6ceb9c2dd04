import { encodeTable, formatEvaluationCsv, formatTrainingCsv } from '../../../core/preprocessing/encode-table';
import { fitPreprocessing } from '../../../core/preprocessing/fit-preprocessing';
import { featureNames } from '../../../core/preprocessing/fitted-preprocessing';
import { readRawTable } from '../../../core/preprocessing/raw-table';
import { SMALL_TABLE, smallDeclaration, smallTable } from '../../fixtures/small-table';

const DERIVED = [
  { name: 'never', column: 'pdays', equals: 999 },
  { name: 'not_working', column: 'job', in: ['student', 'retired'] },
  { name: 'long', column: 'duration', above: 20 },
  { name: 'young', column: 'age', below: 40 },
];
const fitted = (given: object = {}) => fitPreprocessing(smallDeclaration(given), smallTable());

it('makes numbers of a table: derived columns, also from dropped ones, one-hot categories, missing cells empty', () => {
  const preprocessing = fitted({ derived: DERIVED });

  expect(featureNames(preprocessing)).toEqual([
    ...['age', 'job_clerk', 'job_retired', 'job_student', 'pdays', 'never', 'not_working', 'long', 'young'],
  ]);
  expect(formatTrainingCsv(encodeTable(preprocessing, smallTable()))).toBe(
    ['0,30,0,0,1,999,1,1,0,1', '1,41,1,0,0,3,0,0,0,0', '0,,1,0,0,999,1,0,1,', '1,52.5,0,1,0,6,0,1,1,0', ''].join('\n'),
  );
});

it('asks of a row only what a feature or a derivation needs', () => {
  expect(fitted().columns).toEqual(['age', 'job', 'pdays']);
  expect(fitted({ drop: ['duration', 'pdays', 'age'], derived: DERIVED.slice(2, 3) }).columns).toEqual([
    'job',
    'duration',
  ]);
});

it.each([
  ['table', ['age', 'job', 'pdays', 'never']],
  ['numbers-first', ['age', 'pdays', 'never', 'job']],
  ['categories-first', ['job', 'age', 'pdays', 'never']],
  [
    ['never', 'job', 'pdays', 'age'],
    ['never', 'job', 'pdays', 'age'],
  ],
])('orders the features by %j', (order, expected) => {
  const { features } = fitted({ derived: DERIVED.slice(0, 1), order });

  expect(features.map(({ column }) => column)).toEqual(expected);
});

it('takes the categories that are given, in their order, and finds those of numbers by size', () => {
  const { features } = fitted({
    categorical: [{ column: 'job', categories: ['student', 'pilot'] }, 'pdays'],
  });

  expect(features).toEqual([
    { kind: 'number', column: 'age' },
    { kind: 'categories', column: 'job', categories: ['student', 'pilot'] },
    { kind: 'categories', column: 'pdays', categories: ['3', '6', '999'] },
  ]);
});

it('writes an evaluation’s table: a header, and the label one-hot at its end', () => {
  const preprocessing = fitted({ drop: ['duration', 'job'] });

  const csv = formatEvaluationCsv(featureNames(preprocessing), 'y', encodeTable(preprocessing, smallTable()));

  expect(csv.split('\n').slice(0, 3)).toEqual(['age,pdays,y_no,y_yes', '30,999,1,0', '41,3,0,1']);
});

it('leaves it to the declaration whether a column of texts and numbers holds categories', () => {
  const slipped = readRawTable(`${SMALL_TABLE}\nold,clerk,1,1,no`, 'small.csv');
  const namesWith = (given: object) => featureNames(fitPreprocessing(smallDeclaration(given), slipped));

  expect(() => namesWith({})).toThrow(
    expect.objectContaining({
      name: 'TableInvalid',
      message: expect.stringMatching(/column age holds text \(line 6: "old"\) and numbers \(line 2: 30\)\. Mend/),
    }),
  );
  expect(namesWith({ categorical: ['age', 'job'] })).toContain('age_old');
  expect(namesWith({ drop: ['age', 'duration'] })).not.toContain('age');
});

it('finds the columns of another table by their names', () => {
  const preprocessing = fitted();
  const other = readRawTable('y,extra,pdays,job,age\nyes,x,1,clerk,20\n', 'other.csv');

  expect(encodeTable(preprocessing, other)).toEqual([{ label: 1, features: [20, 1, 0, 0, 1] }]);
});

describe('refuses', () => {
  it.each<[string, object, string, RegExp]>([
    ['a column that is not there', { drop: ['durations'] }, 'TableInvalid', /small\.csv has no column durations; its/],
    ['a label that is not there', { label: { column: 'z', positive: '1' } }, 'TableInvalid', /no column z/],
    [
      'a positive value that never occurs',
      { label: { column: 'y', positive: 'YES' } },
      'TableInvalid',
      /No row .*"YES"/,
    ],
    [
      'a derived column under a name that is taken',
      { derived: [{ name: 'age', column: 'pdays', equals: 1 }] },
      'PreprocessingInvalid',
      /derived column age/,
    ],
    [
      'a column derived from the label',
      { derived: [{ name: 'cheat', column: 'y', equals: 'yes' }] },
      'PreprocessingInvalid',
      /derived from the label y/,
    ],
    ['a dropped category', { categorical: ['duration'] }, 'PreprocessingInvalid', /duration is the label, is dropped/],
    ['an order that leaves out a column', { order: ['age', 'job'] }, 'PreprocessingInvalid', /leaves out pdays/],
    ['an order of foreign columns', { order: ['age', 'job', 'pdays', 'x'] }, 'PreprocessingInvalid', /names x/],
    ['nothing to learn from', { drop: ['age', 'job', 'pdays', 'duration'] }, 'PreprocessingInvalid', /no feature/],
    [
      'two conditions at once',
      { derived: [{ name: 'a', column: 'age', equals: 1, above: 2 }] },
      'PreprocessingInvalid',
      /derived\.0: needs exactly one of/,
    ],
    ['a misspelt field', { dorp: ['age'] }, 'PreprocessingInvalid', /small\.json .*dorp/],
  ])('%s', (_, given, name, message) => {
    expect(() => fitted(given)).toThrow(expect.objectContaining({ name, message: expect.stringMatching(message) }));
  });
});
