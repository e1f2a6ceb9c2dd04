import { encodeTable } from '../../../core/preprocessing/encode-table';
import { fitPreprocessing } from '../../../core/preprocessing/fit-preprocessing';
import { parseFittedPreprocessing } from '../../../core/preprocessing/fitted-preprocessing';
import { readRawTable } from '../../../core/preprocessing/raw-table';
import { RowEncoder } from '../../../core/preprocessing/row-encoder';
import { SMALL_TABLE, smallDeclaration, smallTable } from '../../fixtures/small-table';

it('leaves a nameless first column out, as the index that pandas writes', () => {
  expect(readRawTable('\uFEFF,a,b\r\n7,1,"x,y"\r\n', 'indexed.csv')).toEqual({
    name: 'indexed.csv',
    columns: ['a', 'b'],
    rows: [{ line: 2, cells: ['1', 'x,y'] }],
  });
});

it.each([
  ['', /is empty/],
  ['a,b\n', /no row below its header/],
  ['a,b\n1,2\n3\n', /t\.csv line 3: has 1 fields; the header has 2/],
  ['a,b,a\n1,2,3\n', /the column a twice/],
  ['a,,b\n1,2,3\n', /column 2 of the header has no name/],
  ['1,2\n3,4\n', /must name the columns/],
  [
    'a,b\n1,x\n2,caf\uFFFD\n',
    /t\.csv line 3: holds bytes that are no UTF-8, or signs that stand for them \(U\+0000, U\+FFFD\)/,
  ],
  ['a,b\n1,x\u0000\n', /t\.csv line 2: .* or signs that stand for them \(U\+0000, U\+FFFD\)/],
  ['\uFFFD\uFFFDa\u0000,\u0000b\u0000\n', /t\.csv line 1: holds bytes that are no UTF-8/],
  ['a,b\n1,"2\n', /line 2: a quoted field is never closed/],
])('refuses %j as TableInvalid, naming the place', (text, message) => {
  expect(() => readRawTable(text, 't.csv')).toThrow(
    expect.objectContaining({ name: 'TableInvalid', message: expect.stringMatching(message) }),
  );
});

describe('a broken cell', () => {
  const fitted = fitPreprocessing(smallDeclaration(), smallTable());
  const broken = (row: string) => () => encodeTable(fitted, readRawTable(`${SMALL_TABLE}\n${row}`, 'small.csv'));

  it.each([
    ['old,clerk,1,1,no', /small\.csv line 6: age is "old", no finite number/],
    ['inf,clerk,1,1,no', /line 6: age is "inf"/],
    ['1,clerk,1,1,', /line 6: the label y is missing/],
  ])('%s is named by line and column', (row, message) => {
    expect(broken(row)).toThrow(
      expect.objectContaining({ name: 'TableInvalid', message: expect.stringMatching(message) }),
    );
  });

  it('does not stop a row whose category is new: it has none of the known ones', () => {
    expect(new RowEncoder(fitted).encode(['1', 'pilot', '2'], 'row 1')).toEqual([1, 0, 0, 0, 2]);
  });

  it('stops a row whose category is new where the declaration says so', () => {
    const strict = fitPreprocessing(smallDeclaration({ unknownCategory: 'error' }), smallTable());

    expect(() => new RowEncoder(strict).encode(['1', 'pilot', '2'], 'row 1')).toThrow(
      expect.objectContaining({ name: 'UnknownCategory', message: expect.stringMatching(/row 1: job is "pilot"/) }),
    );
  });

  it('that is missing stays missing, in each column of its category', () => {
    expect(new RowEncoder(fitted).encode(['', 'NaN', '2'], 'row 1')).toEqual([NaN, NaN, NaN, NaN, 2]);
  });

  it('or a row of another length is refused', () => {
    expect(() => new RowEncoder(fitted).encode(['1', 'clerk'], 'row 1')).toThrow(/row 1: has 2 fields, not 3/);
  });
});

it('refuses a fitted description that speaks of columns it does not have', () => {
  const text = JSON.stringify({ version: 1, columns: ['a'], features: [{ kind: 'number', column: 'b' }] });

  expect(() => parseFittedPreprocessing(text, 'preprocessing.json')).toThrow(
    expect.objectContaining({ name: 'PreprocessingInvalid', message: expect.stringMatching(/b is neither among/) }),
  );
});
