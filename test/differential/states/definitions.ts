/** One definition with its input. */
export interface Case {
  readonly name: string;
  readonly definition: object;
  readonly input: unknown;
}

export const pass = (state: object = {}) => ({ Type: 'Pass', ...state });
const INPUT = { a: { b: 1, 'c d': 'x' }, list: [1, 2, 3, 2], text: 'abc', flag: true, nothing: null, json: '{"n":1}' };

const one = (state: object) => ({ StartAt: 'S', States: { S: { ...state, End: true } } });
const choose = (rule: object) => ({
  StartAt: 'S',
  States: {
    S: { Type: 'Choice', Choices: [{ ...rule, Next: 'Y' }], Default: 'N' },
    Y: { ...pass({ Result: 'yes' }), End: true },
    N: { ...pass({ Result: 'no' }), End: true },
  },
});
const recovered = (error: string, recovery: object) => ({
  StartAt: 'P',
  States: {
    P: {
      Type: 'Parallel',
      Branches: [{ StartAt: 'F', States: { F: { Type: 'Fail', Error: error, Cause: 'c' } } }],
      ...recovery,
      End: true,
    },
    After: { ...pass(), End: true },
  },
});

const PASSES: readonly object[] = [
  {},
  { InputPath: '$.a' },
  { InputPath: null },
  { InputPath: '$.missing' },
  { OutputPath: '$.list[1]' },
  { OutputPath: null },
  { OutputPath: "$.a['c d']" },
  { Result: { x: 1 } },
  { Result: 1, ResultPath: '$.r' },
  { Result: 1, ResultPath: '$.r.s.t' },
  { Result: 1, ResultPath: '$.a.b' },
  { Result: 1, ResultPath: null },
  { Parameters: { 'p.$': '$.a.b', q: [1, { 'r.$': '$.text' }] } },
  { Parameters: { 'p.$': '$.missing' } },
  { Parameters: { 'p.$': '$.list[*]' } },
  { Parameters: { 'p.$': '$.list[0:2]' } },
  { Parameters: { 'p.$': '$..b' } },
  { Parameters: { 'p.$': '$$.Execution.Input.text' } },
  { Parameters: { 'p.$': '$$.State.Name' } },
  { InputPath: '$.a', ResultPath: '$.copy' },
];

const CALLS: readonly string[] = [
  "States.Format('{} and {}', $.text, $.a.b)",
  "States.Format('{}', $.list)",
  "States.Format('{} {}', $.flag, $.nothing)",
  'States.StringToJson($.json)',
  'States.JsonToString($.list)',
  'States.Array($.a.b, 2, $.text)',
  'States.ArrayPartition($.list, 3)',
  'States.ArrayContains($.list, 2)',
  'States.ArrayContains($.list, 9)',
  'States.ArrayRange(1, 10, 3)',
  'States.ArrayGetItem($.list, 2)',
  'States.ArrayLength($.list)',
  'States.ArrayUnique($.list)',
  'States.Base64Encode($.text)',
  "States.Base64Decode('YWJj')",
  "States.Hash($.text, 'SHA-256')",
  "States.Hash($.text, 'MD5')",
  'States.JsonMerge($.a, $.a, false)',
  'States.MathAdd($.a.b, -5)',
  "States.StringSplit('a,b;c', ',;')",
  "States.ArrayGetItem(States.StringSplit('a/b/c', '/'), 1)",
];

const RULES: readonly object[] = [
  { Variable: '$.text', StringEquals: 'abc' },
  { Variable: '$.text', StringLessThan: 'abd' },
  { Variable: '$.text', StringGreaterThanEquals: 'b' },
  { Variable: '$.text', StringMatches: 'a*c' },
  { Variable: '$.text', StringEqualsPath: '$.json' },
  { Variable: '$.a.b', NumericEquals: 1 },
  { Variable: '$.a.b', NumericLessThanEquals: 0.5 },
  { Variable: '$.a.b', NumericGreaterThanPath: '$.list[2]' },
  { Variable: '$.flag', BooleanEquals: true },
  { Variable: '$.flag', BooleanEquals: false },
  { Variable: '$.nothing', IsNull: true },
  { Variable: '$.missing', IsPresent: false },
  { Variable: '$.missing', IsPresent: true },
  { Variable: '$.text', IsString: true },
  { Variable: '$.text', IsNumeric: true },
  { Variable: '$.flag', IsBoolean: true },
  {
    And: [
      { Variable: '$.flag', BooleanEquals: true },
      { Variable: '$.a.b', NumericEquals: 2 },
    ],
  },
  {
    Or: [
      { Variable: '$.flag', BooleanEquals: false },
      { Variable: '$.a.b', NumericEquals: 1 },
    ],
  },
  { Not: { Variable: '$.text', StringEquals: 'abc' } },
];

const OTHERS: readonly (readonly [name: string, definition: object])[] = [
  ['Succeed', { StartAt: 'S', States: { S: { Type: 'Succeed', OutputPath: '$.a' } } }],
  ['Fail', { StartAt: 'S', States: { S: { Type: 'Fail', Error: 'E', Cause: 'because' } } }],
  [
    'Fail by path',
    { StartAt: 'S', States: { S: { Type: 'Fail', ErrorPath: '$.text', CausePath: "States.Format('{}!', $.text)" } } },
  ],
  ['Wait', one({ Type: 'Wait', Seconds: 0 })],
  [
    'Parallel',
    one({
      Type: 'Parallel',
      Branches: [
        { StartAt: 'A', States: { A: { ...pass({ OutputPath: '$.a' }), End: true } } },
        { StartAt: 'B', States: { B: { ...pass({ Result: 2 }), End: true } } },
      ],
    }),
  ],
  [
    'Parallel with ResultSelector',
    one({
      Type: 'Parallel',
      ResultSelector: { 'x.$': '$[0].text' },
      ResultPath: '$.r',
      Branches: [{ StartAt: 'A', States: { A: { ...pass(), End: true } } }],
    }),
  ],
  [
    'Map',
    one({ Type: 'Map', ItemsPath: '$.list', ItemProcessor: { StartAt: 'A', States: { A: { ...pass(), End: true } } } }),
  ],
  [
    'Map with ItemSelector',
    one({
      Type: 'Map',
      ItemsPath: '$.list',
      ItemSelector: { 'i.$': '$$.Map.Item.Index', 'v.$': '$$.Map.Item.Value', 't.$': '$.text' },
      MaxConcurrency: 1,
      ItemProcessor: { StartAt: 'A', States: { A: { ...pass(), End: true } } },
    }),
  ],
  [
    'Map, old names',
    one({
      Type: 'Map',
      ItemsPath: '$.list',
      Parameters: { 'v.$': '$$.Map.Item.Value' },
      ResultPath: '$.out',
      Iterator: { StartAt: 'A', States: { A: { ...pass(), End: true } } },
    }),
  ],
  ['Catch by name', recovered('E', { Catch: [{ ErrorEquals: ['E'], Next: 'After' }] })],
  [
    'Catch by States.ALL',
    recovered('E', {
      Catch: [
        { ErrorEquals: ['Other'], Next: 'After' },
        { ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'After' },
      ],
    }),
  ],
  ['Catch by States.TaskFailed', recovered('E', { Catch: [{ ErrorEquals: ['States.TaskFailed'], Next: 'After' }] })],
  ['Catch of another', recovered('E', { Catch: [{ ErrorEquals: ['Other'], Next: 'After' }] })],
  [
    'Retry, used up',
    recovered('E', { Retry: [{ ErrorEquals: ['E'], IntervalSeconds: 1, MaxAttempts: 1, BackoffRate: 1 }] }),
  ],
  [
    'Retry never',
    recovered('E', {
      Retry: [{ ErrorEquals: ['E'], MaxAttempts: 0 }],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'After' }],
    }),
  ],
];

/** One case for each feature that moto's interpreter has too. */
export const CASES: readonly Case[] = [
  ...PASSES.map((state) => ({ name: `Pass ${JSON.stringify(state)}`, definition: one(pass(state)) })),
  ...CALLS.map((call) => ({ name: call, definition: one(pass({ Parameters: { 'p.$': call } })) })),
  ...RULES.map((rule) => ({ name: JSON.stringify(rule), definition: choose(rule) })),
  ...OTHERS.map(([name, definition]) => ({ name, definition })),
].map((plain) => ({ ...plain, input: INPUT }));
