import { TestDataInvalid } from '../../../core/evaluation/evaluation-error';
import { csvRows, formatCsvRow } from '../../../core/evaluation/test-data/csv-rows';

const fieldsOf = (text: string) => [...csvRows(text, 'test.csv')].map(({ fields }) => fields);

it.each([
  [
    'plain rows',
    'a,b\n1,2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'the line ends of Windows',
    'a,b\r\n1,2\r\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'no newline at the end',
    'a,b\n1,2',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  ['a byte-order mark', '\uFEFFa,b\n', [['a', 'b']]],
  ['a byte-order mark before a quote', '\uFEFF"a",b\n', [['a', 'b']]],
  ['quoted commas, quotes and breaks', '"a,1","say ""b""","x\r\ny"\n', [['a,1', 'say "b"', 'x\r\ny']]],
  ['empty fields at every place', ',a,,b,\n', [['', 'a', '', 'b', '']]],
  ['quoted empty fields', '"",""', [['', '']]],
  ['blank lines', '\n\na\n  \n\nb\n\n', [['a'], ['b']]],
  ['nothing', '', []],
  ['a lone comma', ',\n', [['', '']]],
])('reads %s', (_, text, expected) => {
  expect(fieldsOf(text)).toEqual(expected);
});

it('counts lines through blank ones and breaks within quotes', () => {
  expect([...csvRows('a\n\n"x\ny\nz",1\nb\n', 'test.csv')].map(({ line }) => line)).toEqual([1, 3, 6]);
});

it.each([
  ['a,b\n1,"open\n2,3\n', 'test.csv line 2: a quoted field is never closed'],
  ['a\nb\n1 "two" 3\n', 'test.csv line 3: a quote stands inside'],
  ['"a"b,c\n', 'test.csv line 1: text follows the closing quote of the field "a"'],
])('refuses %j by name and line', (text, message) => {
  expect(() => fieldsOf(text)).toThrow(TestDataInvalid);
  expect(() => fieldsOf(text)).toThrow(message);
});

it('quotes what must be quoted', () => {
  expect(formatCsvRow(['1', 'a,b', 'say "c"', '', 'x\ny'])).toBe('1,"a,b","say ""c""",,"x\ny"');
});
