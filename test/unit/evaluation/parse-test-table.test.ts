import { LabelOutsideClasses, NoRows, TestDataInvalid } from '../../../core/evaluation/evaluation-error';
import { parseTestTable } from '../../../core/evaluation/test-data/parse-test-table';

const parse = (text: string, options: { labelColumn?: string; classes?: readonly string[] } = {}) =>
  parseTestTable(text, { name: 'test.csv', ...options });
const labelsOf = (text: string, options = {}) => parse(text, options).rows.map(({ label }) => label);

it('drops a nameless first column and takes one-hot labels in the order of their columns', () => {
  const table = parse(',age,job,y_no,y_yes\n9637,25,"a,b",1.0,0.0\n17,40,c,0.0,1.0\n');

  expect(table).toEqual({
    features: ['age', 'job'],
    labelColumn: 'y',
    classes: ['no', 'yes'],
    classOrder: 'one-hot',
    rows: [
      { line: 2, payload: '25,"a,b"', label: 0 },
      { line: 3, payload: '40,c', label: 1 },
    ],
  });
});

it('takes the last column by default', () => {
  const table = parse('a,b,risk\n1,2,1\n3,4,0\n');

  expect(table).toMatchObject({
    features: ['a', 'b'],
    labelColumn: 'risk',
    classes: ['0', '1'],
    classOrder: 'indices',
  });
  expect(table.rows.map(({ payload, label }) => [payload, label])).toEqual([
    ['1,2', 1],
    ['3,4', 0],
  ]);
});

it('takes the named column, wherever it stands', () => {
  const table = parse('risk,a,b\n1,2,3\n0,4,5\n', { labelColumn: 'risk' });

  expect(table.rows.map(({ payload, label }) => [payload, label])).toEqual([
    ['2,3', 1],
    ['4,5', 0],
  ]);
});

it('takes named one-hot columns, wherever they stand', () => {
  const table = parse('y_a,f,y_b,y_c\n0,5,0,1\n1,6,0,0\n', { labelColumn: 'y' });

  expect(table).toMatchObject({ features: ['f'], classes: ['a', 'b', 'c'] });
  expect(table.rows.map(({ label }) => label)).toEqual([2, 0]);
});

it('takes one of two alike columns when it is named', () => {
  const table = parse('f,has_cat,has_dog\n1,1,1\n2,0,1\n', { labelColumn: 'has_dog' });

  expect(table).toMatchObject({ features: ['f', 'has_cat'], classOrder: 'indices' });
});

it('finds one-hot names that hold underscores themselves', () => {
  expect(parse('f,out_come_not_yet,out_come_done\n1,1,0\n1,0,1\n')).toMatchObject({
    labelColumn: 'out',
    classes: ['come_not_yet', 'come_done'],
  });
});

it('does not take a neighbour of like name for one-hot when it holds other values', () => {
  expect(parse('credit_history,credit_risk\n4,1\n2,0\n')).toMatchObject({
    features: ['credit_history'],
    labelColumn: 'credit_risk',
  });
});

it('reads a file without header', () => {
  const table = parse('1.5,2,0\n2.5,NaN,1\n');

  expect(table.features).toBeUndefined();
  expect(table.rows.map(({ line, payload, label }) => [line, payload, label])).toEqual([
    [1, '1.5,2', 0],
    [2, '2.5,NaN', 1],
  ]);
  expect(labelsOf('1,2,0\n0,2,0\n', { labelColumn: '0' })).toEqual([1, 0]);
});

it('takes labels by class name or index when the classes are known', () => {
  const classes = ['bicycle', 'motorcycle'];

  expect(labelsOf('f,y\n1,motorcycle\n2,0\n3, bicycle \n4,1.0\n', { classes })).toEqual([1, 0, 0, 1]);
  expect(labelsOf('f,y\n1,2\n2,1.0\n', { classes: ['1', '2'] })).toEqual([1, 0]);
});

it('puts one-hot columns into the order of the known classes', () => {
  expect(labelsOf('f,y_yes,y_no\n1,1,0\n2,0,1\n', { classes: ['no', 'yes'] })).toEqual([1, 0]);
  expect(labelsOf('f,y_no,y_yes\n1,1,0\n', { classes: ['0', '1'] })).toEqual([0]);
});

it('sorts names when nothing else tells their order', () => {
  expect(parse('f,y\n1,yes\n2,no\n')).toMatchObject({ classes: ['no', 'yes'], classOrder: 'sorted' });
});

it('has two classes when only class 0 is there', () => {
  expect(parse('f,y\n1,0\n2,0\n').classes).toEqual(['0', '1']);
});

it('keeps rows that are there twice', () => {
  expect(labelsOf('f,y\n1,0\n1,0\n')).toEqual([0, 0]);
});

it.each<[string, string, object, new (message: string) => Error, string]>([
  ['an empty file', '', {}, NoRows, 'test.csv holds no row.'],
  ['a header alone', 'a,y\n', {}, NoRows, 'below its header'],
  ['a short row', 'a,b,y\n1,2,0\n1,0\n', {}, TestDataInvalid, 'line 3: has 2 fields; the first row has 3'],
  [
    'a label outside the classes',
    'f,y\n1,0\n2,7\n',
    { classes: ['a', 'b'] },
    LabelOutsideClasses,
    'line 3: the label "7"',
  ],
  ['an unknown name', 'f,y\n1,cat\n', { classes: ['a', 'b'] }, LabelOutsideClasses, 'line 2: the label "cat"'],
  ['an empty label', 'f,y\n1,\n', {}, TestDataInvalid, 'line 2: the label (column y) is empty'],
  [
    'two flags at once',
    'f,y_a,y_b\n1,1,0\n2,1,1\n',
    {},
    TestDataInvalid,
    'line 3: one-hot labels (y_a, y_b) need exactly one 1',
  ],
  ['a broken flag', 'f,y_a,y_b\n1,1,0\n2,x,1\n3,0,1\n', {}, TestDataInvalid, 'line 3: one-hot'],
  ['no such column', 'f,y\n1,0\n', { labelColumn: 'z' }, TestDataInvalid, 'no label column "z"'],
  ['a nameless column', 'f,,y\n1,2,0\n', {}, TestDataInvalid, 'line 1: column 2 has no name'],
  ['a name twice', 'f,f,y\n1,2,0\n', {}, TestDataInvalid, 'the column f is there twice'],
  ['nothing but labels', 'y\n1\n0\n', {}, TestDataInvalid, 'no column beside the label'],
  [
    'other one-hot classes',
    'f,y_a,y_b\n1,1,0\n',
    { classes: ['c', 'd'] },
    LabelOutsideClasses,
    'are a, b, but the model',
  ],
  ['numbers that are no classes', 'f,y\n1,123456\n', {}, TestDataInvalid, 'are they no class indices?'],
  ['fractions', 'f,y\n1,0.5\n2,0.5\n', {}, TestDataInvalid, 'have 1 values'],
])('refuses %s by name and line', (_, text, options, kind, message) => {
  expect(() => parse(text, options)).toThrow(kind);
  expect(() => parse(text, options)).toThrow(message);
});
