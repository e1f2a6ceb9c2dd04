import { compileExpression } from '../../../local/states/expression/compile-expression';
import { StateError } from '../../../local/states/interpreter/state-error';
import { PathSyntaxError } from '../../../local/states/path/path-syntax-error';

const INPUT = {
  name: 'Ada',
  numbers: [1, 2, 3, 3, 1],
  objects: [{ a: 1 }, { a: 1 }, { b: 2 }],
  json: '{"n": 1}',
  first: { a: 1, shared: { x: 1 } },
  second: { b: 2, shared: { y: 2 } },
  long: 'x'.repeat(10_001),
};
const evaluate = (text: string, random = () => 0.5) =>
  compileExpression(text, 'x.$')({ input: INPUT, context: { Execution: { Name: 'run' } }, random });

describe('intrinsic functions', () => {
  it.each([
    ["States.Format('Hello {}, {}', $.name, 3)", 'Hello Ada, 3'],
    ["States.Format('{} {}', $.numbers, $.first)", '[1, 2, 3, 3, 1] {a=1, shared={x=1}}'],
    ["States.Format('\\{\\} {} null: {}', true, null)", '{} true null: null'],
    ["States.Format('it\\'s {}', $$.Execution.Name)", "it's run"],
    ['States.StringToJson($.json)', { n: 1 }],
    ['States.JsonToString($.first)', '{"a":1,"shared":{"x":1}}'],
    ["States.Array(1, 'a', null, true, $.name, -2.5)", [1, 'a', null, true, 'Ada', -2.5]],
    ['States.Array()', []],
    ['States.ArrayPartition($.numbers, 2)', [[1, 2], [3, 3], [1]]],
    ['States.ArrayContains($.numbers, 3)', true],
    ['States.ArrayContains($.objects, $.second)', false],
    ['States.ArrayRange(1, 9, 2)', [1, 3, 5, 7, 9]],
    ['States.ArrayRange(3, 1, -1)', [3, 2, 1]],
    ['States.ArrayRange(2, 1, 1)', []],
    ['States.ArrayGetItem($.numbers, 1)', 2],
    ['States.ArrayLength($.numbers)', 5],
    ['States.ArrayUnique($.numbers)', [1, 2, 3]],
    ['States.ArrayUnique($.objects)', [{ a: 1 }, { b: 2 }]],
    ["States.Base64Encode('Data to encode')", 'RGF0YSB0byBlbmNvZGU='],
    ["States.Base64Decode('RGF0YSB0byBlbmNvZGU=')", 'Data to encode'],
    ["States.Hash('input data', 'SHA-1')", 'aaff4a450a104cd177d28d18d74485e8cae074b7'],
    ["States.Hash('', 'MD5')", 'd41d8cd98f00b204e9800998ecf8427e'],
    ['States.JsonMerge($.first, $.second, false)', { a: 1, b: 2, shared: { y: 2 } }],
    ['States.MathAdd(111, -1)', 110],
    ['States.MathRandom(1, 10)', 5],
    ["States.StringSplit('1,2,,3', ',')", ['1', '2', '3']],
    ["States.StringSplit('This.is+a,test=string', '.+,=')", ['This', 'is', 'a', 'test', 'string']],
    ["States.ArrayGetItem(States.StringSplit('a/b/c', '/'), States.MathAdd(1, 1))", 'c'],
    ["States.Format('{}', $['name'])", 'Ada'],
  ])('%s', (text, expected) => {
    expect(evaluate(text)).toEqual(expected);
  });

  it('makes a UUID', () => {
    expect(evaluate('States.UUID()')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('draws the same number from the same seed, and stays below the end', () => {
    expect(evaluate('States.MathRandom(1, 1000, 42)')).toBe(evaluate('States.MathRandom(1, 1000, 42)', () => 0.9));
    expect(evaluate('States.MathRandom(0, 3)', () => 0.999_999)).toBe(2);
    expect(evaluate('States.MathRandom(0, 3)', () => 0)).toBe(0);
  });

  it.each([
    'States.ArrayPartition($.numbers, 0)',
    'States.ArrayRange(0, 1001, 1)',
    'States.ArrayRange(0, 1, 0)',
    'States.ArrayGetItem($.numbers, 5)',
    'States.ArrayLength($.name)',
    'States.StringToJson($.name)',
    'States.Base64Encode($.long)',
    "States.Base64Decode('not base64!')",
    "States.Hash('a', 'CRC32')",
    'States.JsonMerge($.first, $.second, true)',
    'States.JsonMerge($.first, $.name, false)',
    'States.MathAdd(2147483647, 1)',
    "States.MathAdd('1', 1)",
    'States.MathRandom(5, 5)',
    "States.Format('{} {}', 1)",
    "States.Format('{}', $.missing)",
    'States.StringSplit(1, 2)',
  ])('%s fails with States.IntrinsicFailure', (text) => {
    expect(() => evaluate(text)).toThrow(StateError);
    try {
      evaluate(text);
    } catch (error) {
      expect((error as StateError).error).toBe('States.IntrinsicFailure');
      expect((error as StateError).explanation).toContain(`The function '${text}' had the following error: `);
    }
  });

  it.each([
    'States.Unknown($.a)',
    'States.ArrayLength()',
    'States.UUID(1)',
    'States.Format()',
    "States.Format('open)",
    'States.ArrayLength($.a) more',
    'States.ArrayLength($.a',
    'States.ArrayLength(word)',
    'States.ArrayLength($$.Task.Token)',
    'plain text',
    `${'States.Array('.repeat(11)}${')'.repeat(11)}`,
  ])('%s is refused when it is compiled', (text) => {
    expect(() => compileExpression(text, 'x.$')).toThrow(PathSyntaxError);
  });
});
