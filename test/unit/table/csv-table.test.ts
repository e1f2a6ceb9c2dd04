import { readRows } from '../../fixtures/monitoring/read-rows';

const CSV = { format: 'csv' } as const;
const texts = (content: string | Buffer, pieceBytes?: number) =>
  readRows(content, CSV, pieceBytes).rows.map((row) => Object.values(row).map(([, text]) => text));

it('reads quotes, doubled quotes, commas and line breaks within fields when pieces end anywhere', () => {
  const content = '\uFEFFname,note\r\n"Smith, J","says ""hi""\nthere"\r\nLee,\r\n';

  for (const pieceBytes of [1, 2, 3, 7, 1000]) {
    expect(texts(content, pieceBytes)).toEqual([
      ['Smith, J', 'says "hi"\nthere'],
      ['Lee', undefined],
    ]);
  }
});

it.each(['', '\n', '\r\n\r\n', '\uFEFF\n'])(
  'has no row, and no complaint, where there is nothing but %j',
  (content) => {
    for (const pieceBytes of [1, 1000]) expect(texts(content, pieceBytes)).toEqual([]);
  },
);

it('tells whole numbers, fractions, texts, missing values and infinities apart', () => {
  const { rows } = readRows(
    'a\n5\n-7\n+1.50\n.5\n1e3\n 4 \nabc\n""\nNaN\n-Infinity\n1e999\n0x10\n12345678901234567890\n',
    CSV,
  );

  expect(rows.map(({ a }) => a)).toEqual([
    ['Integral', '5'],
    ['Integral', '-7'],
    ['Fractional', '1.5'],
    ['Fractional', '0.5'],
    ['Fractional', '1000'],
    ['Integral', '4'],
    ['Text', 'abc'],
    ['Missing', undefined],
    ['Missing', undefined],
    ['NonFinite', '-Infinity'],
    ['NonFinite', 'Infinity'],
    ['Text', '0x10'],
    ['Integral', '12345678901234567000'],
  ]);
});

it('leaves a record of another length out, names its line, and reads the rest', () => {
  const { rows, reading } = readRows('a,b\n1,2\n3\n\n4,5,6\n7,8\n', CSV);

  expect(rows).toHaveLength(2);
  expect(reading.counts).toMatchObject({ rows: 4, usedRows: 2 });
  expect(reading.faults.list()).toEqual([
    { file: 'file', line: 3, reason: 'FieldCount: the record has 1 fields, the table 2', more: 1 },
  ]);
});

it('goes on after text behind a closing quote', () => {
  const { rows, reading } = readRows('a,b\n"x"y,2\n3,4\n', CSV);

  expect(rows).toHaveLength(1);
  expect(reading.faults.list()).toMatchObject([{ line: 2, reason: expect.stringMatching(/^UnclosedQuote/) }]);
});

it('notes a quote that the file ends in', () => {
  const { rows, reading } = readRows('a,b\n1,2\n3,"4', CSV);

  expect(rows).toHaveLength(1);
  expect(reading.faults.list()).toMatchObject([{ line: 3, reason: expect.stringMatching(/^UnclosedQuote/) }]);
});

it('reads columns by their names when a header in another order comes with given names', () => {
  const { rows } = readRows('b,a\n1,2\n', { format: 'csv', baseline: ['a', 'b', 'c'] });

  expect(rows).toEqual([{ b: ['Integral', '1'], a: ['Integral', '2'] }]);
});

it('matches columns by position when there is no header', () => {
  const { rows } = readRows('1,2,3\n4,5,6\n', { format: 'csv', baseline: ['a', 'b'] });

  expect(rows.map((row) => Object.keys(row))).toEqual([
    ['a', 'b', 'extra_1'],
    ['a', 'b', 'extra_1'],
  ]);
});

it('names bytes that are no UTF-8 and reads the line all the same', () => {
  const latin1 = Buffer.concat([Buffer.from('a\nok\n'), Buffer.from([0x63, 0xe9, 0x0a])]);

  const { rows, reading } = readRows(latin1, CSV);

  expect(rows).toHaveLength(2);
  expect(reading.faults.list()).toMatchObject([{ line: 3, reason: expect.stringMatching(/^NotUtf8/) }]);
});

it('refuses a file of UTF-16 by name', () => {
  const { rows, reading } = readRows(Buffer.from('\uFEFFa,b\n1,2\n', 'utf16le'), CSV);

  expect(rows).toEqual([]);
  expect(reading.faults.list()).toEqual([
    { file: 'file', line: 0, reason: 'FileUnreadable: the file is UTF-16; write it as UTF-8' },
  ]);
});

it('reads a last line without its end, and an empty file', () => {
  expect(texts('a,b\n1,2')).toEqual([['1', '2']]);
  expect(texts('')).toEqual([]);
  expect(texts('a,b\n')).toEqual([]);
});
