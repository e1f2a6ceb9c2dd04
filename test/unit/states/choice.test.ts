import { chain, StatesFixture } from './states-fixture';

describe('Choice', () => {
  const fixture = new StatesFixture();
  beforeAll(() => fixture.open());
  afterAll(() => fixture.close());

  const choose = (rule: object, input: unknown, fallback: object = { Default: 'No' }) =>
    fixture.run(
      {
        StartAt: 'Choose',
        States: {
          Choose: { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], ...fallback },
          Yes: { Type: 'Pass', Result: true, End: true },
          No: { Type: 'Pass', Result: false, End: true },
        },
      },
      input,
    );

  const v = (operator: string, expected: unknown) => ({ Variable: '$.v', [operator]: expected });

  it.each([
    [v('StringEquals', 'a'), { v: 'a' }, true],
    [v('StringEquals', 'a'), { v: 1 }, false],
    [v('StringLessThan', 'b'), { v: 'a' }, true],
    [v('StringGreaterThan', 'b'), { v: 'a' }, false],
    [v('StringLessThanEquals', 'a'), { v: 'a' }, true],
    [v('StringGreaterThanEquals', 'a'), { v: 'B' }, false],
    [v('StringEqualsPath', '$.w'), { v: 'a', w: 'a' }, true],
    [v('StringLessThanPath', '$.w'), { v: 'b', w: 'a' }, false],
    [v('StringMatches', '*.png'), { v: 'a/b.png' }, true],
    [v('StringMatches', 'log-*-*.txt'), { v: 'log-a.txt' }, false],
    [v('StringMatches', 'a\\*b'), { v: 'a*b' }, true],
    [v('StringMatches', 'a\\*b'), { v: 'axb' }, false],
    [v('StringMatches', 'ab*ba'), { v: 'aba' }, false],
    [v('NumericEquals', 1), { v: 1.0 }, true],
    [v('NumericEquals', 1), { v: '1' }, false],
    [v('NumericLessThan', 0.93), { v: 0.9299 }, true],
    [v('NumericGreaterThanEquals', 0.93), { v: 0.93 }, true],
    [v('NumericGreaterThan', 5), { v: 5 }, false],
    [v('NumericLessThanEquals', 5), { v: 5 }, true],
    [v('NumericLessThanPath', '$.w'), { v: 1, w: 2 }, true],
    [v('BooleanEquals', true), { v: true }, true],
    [v('BooleanEquals', true), { v: 'true' }, false],
    [v('BooleanEqualsPath', '$.w'), { v: false, w: false }, true],
    [v('TimestampEquals', '2026-01-01T00:00:00Z'), { v: '2026-01-01T01:00:00+01:00' }, true],
    [v('TimestampLessThan', '2026-01-01T00:00:00Z'), { v: '2025-12-31T23:59:59.999Z' }, true],
    [v('TimestampGreaterThan', '2026-01-01T00:00:00Z'), { v: 'soon' }, false],
    [v('TimestampGreaterThanEqualsPath', '$.w'), { v: '2026-01-01T00:00:00Z', w: '2026-01-01T00:00:00Z' }, true],
    [v('IsNull', true), { v: null }, true],
    [v('IsNull', false), { v: 0 }, true],
    [v('IsPresent', true), { v: null }, true],
    [v('IsPresent', false), {}, true],
    [v('IsPresent', true), {}, false],
    [v('IsString', true), { v: '' }, true],
    [v('IsNumeric', true), { v: '1' }, false],
    [v('IsBoolean', true), { v: false }, true],
    [v('IsTimestamp', true), { v: '2026-01-01T00:00:00Z' }, true],
    [v('IsTimestamp', true), { v: '2026-01-01' }, false],
    [{ And: [v('IsString', true), v('StringEquals', 'a')] }, { v: 'a' }, true],
    [{ Or: [v('IsPresent', false), v('StringEquals', 'a')] }, { v: 'b' }, false],
    [{ Not: v('StringEquals', 'a') }, { v: 'b' }, true],
    [{ And: [v('IsPresent', true), { Not: v('NumericEquals', 1) }] }, {}, false],
    [{ Variable: '$$.Execution.RedriveCount', NumericEquals: 0 }, {}, true],
  ])('%j of %j is %s', async (rule, input, expected) => {
    expect((await choose(rule, input)).output).toBe(expected);
  });

  it('takes the first rule that holds', async () => {
    const rules = [1, 2].map((limit) => ({ Variable: '$.v', NumericLessThan: limit * 10, Next: `To${limit}` }));
    const pass = (Result: number) => ({ Type: 'Pass', Result, End: true });
    const definition = {
      StartAt: 'Choose',
      States: { Choose: { Type: 'Choice', Choices: rules, Default: 'To2' }, To1: pass(1), To2: pass(2) },
    };
    expect((await fixture.run(definition, { v: 5 })).output).toBe(1);
    expect((await fixture.run(definition, { v: 15 })).output).toBe(2);
  });

  it('fails with States.Runtime when the variable is missing', async () => {
    expect(await choose(v('StringEquals', 'a'), {})).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: expect.stringContaining(
        "Invalid path '$.v': The choice state's condition path references an invalid value.",
      ),
    });
  });

  it('fails with States.NoChoiceMatched when nothing matches and there is no Default', async () => {
    expect(await choose({ Or: [v('StringEquals', 'a')] }, { v: 'b' }, {})).toMatchObject({
      status: 'FAILED',
      error: 'States.NoChoiceMatched',
      cause: expect.stringContaining("executing the state 'Choose' (entered at the event id #2)"),
    });
  });

  it('records entering and leaving', async () => {
    const { arn } = await choose(v('StringEquals', 'a'), { v: 'a' });
    expect(await fixture.chain(arn)).toEqual([
      '1<0 ExecutionStarted',
      '2<0 ChoiceStateEntered',
      '3<2 ChoiceStateExited',
      '4<3 PassStateEntered',
      '5<4 PassStateExited',
      '6<5 ExecutionSucceeded',
    ]);
  });

  it('lets others run while a loop never waits', async () => {
    const definition = {
      StartAt: 'Loop',
      States: {
        Loop: { Type: 'Pass', Next: 'Again' },
        Again: { Type: 'Choice', Choices: [{ Variable: '$.go', BooleanEquals: true, Next: 'Loop' }], Default: 'Loop' },
      },
    };
    const arn = await fixture.start(definition, { go: true });
    const quick = await fixture.run(chain(['P', { Type: 'Pass' }]));
    expect(quick.status).toBe('SUCCEEDED');
    await fixture.call('StopExecution', { executionArn: arn });
    expect((await fixture.ended(arn)).status).toBe('ABORTED');
  });
});
