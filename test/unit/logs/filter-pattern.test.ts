import { compileFilter } from '../../../local/logs/filter-pattern';

const REPORT =
  '{"type":"platform.report","record":{"errorType":"Runtime.ExitError","n":3,"tags":["a","b"],"none":null}}';

it.each([
  ['', 'anything', true],
  ['ERROR', 'an ERROR here', true],
  ['ERROR -debug', 'ERROR in debug', false],
  ['?a1 ?b1', 'has b1', true],
  ['?a1 ?b1', 'has c1', false],
  ['"two words"', 'not two, words', false],
  ['{ $.type = "platform.report" }', REPORT, true],
  ['{ $.record.errorType = "Runtime.*" && $.record.errorType != "Runtime.Unknown" }', REPORT, true],
  ['{ ($.type = "x" || $.type = "platform.report") && $.record.n >= 3 }', REPORT, true],
  ['{ $.record.n > 3 }', REPORT, false],
  ['{ $.record.n = 3 }', REPORT, true],
  ['{ $.record.tags[1] = "b" }', REPORT, true],
  ['{ $.missing != "x" }', REPORT, false],
  ['{ $.missing NOT EXISTS }', REPORT, true],
  ['{ $.record.none IS NULL }', REPORT, true],
  ['{ $.type = "platform.report" }', 'no JSON', false],
])('%s on %s', (pattern, message, expected) => {
  expect(compileFilter(pattern)(message)).toBe(expected);
});

it.each(['{ $.a', '{ a = 1 }', '{ $.a ~ 1 }', '{ ($.a = 1 }', '{ $.a > "x" }', '{ $.a = 1 $.b = 2 }'])(
  'refuses %s',
  (pattern) => {
    expect(() => compileFilter(pattern)).toThrow(expect.objectContaining({ code: 'InvalidParameterException' }));
  },
);
