import { chain, ManualClock, RecordingSleeper, StatesFixture } from './states-fixture';

const sleeper = new RecordingSleeper();
const clock = new ManualClock(Date.UTC(2026, 0, 1));
const fixture = new StatesFixture({ sleeper, clock, functions: { echo: (input) => input } });
beforeAll(() => fixture.open());
afterAll(() => fixture.close());
beforeEach(() => {
  sleeper.milliseconds.length = 0;
});

const pass = (state: object) => chain(['P', { Type: 'Pass', ...state }]);
const INPUT = { a: { b: 1 }, list: [1, 2, 3], text: 't' };

describe('Pass', () => {
  it.each([
    [{}, INPUT],
    [{ InputPath: '$.a' }, { b: 1 }],
    [{ InputPath: null }, {}],
    [{ OutputPath: '$.list' }, [1, 2, 3]],
    [{ OutputPath: null }, {}],
    [{ Result: { x: [1] } }, { x: [1] }],
    [{ Result: null }, null],
    [
      { Result: 7, ResultPath: '$.seven' },
      { ...INPUT, seven: 7 },
    ],
    [
      { Result: 7, ResultPath: '$.a.c.d' },
      { ...INPUT, a: { b: 1, c: { d: 7 } } },
    ],
    [{ Result: 7, ResultPath: null }, INPUT],
    [{ Result: 7, ResultPath: '$.a', OutputPath: '$.a' }, 7],
    [
      { InputPath: '$.a', ResultPath: '$.copy' },
      { ...INPUT, copy: { b: 1 } },
    ],
    [
      { Parameters: { 'x.$': '$.a.b', y: 'literal', 'z.$': "States.Format('{}!', $.text)" } },
      { x: 1, y: 'literal', z: 't!' },
    ],
    [{ Parameters: { deep: [{ 'x.$': '$.list[1]' }, '$.a'] } }, { deep: [{ x: 2 }, '$.a'] }],
    [{ Parameters: { 'all.$': '$.list[?(@ > 1)]', 'none.$': '$..missing' } }, { all: [2, 3], none: [] }],
    [{ InputPath: '$.a', Parameters: { 'x.$': '$.b' } }, { x: 1 }],
    [
      { Parameters: { 'n.$': '$$.State.Name', 'm.$': '$$.StateMachine.Name', 'i.$': '$$.Execution.Input.text' } },
      { n: 'P', m: 'machine', i: 't' },
    ],
    [
      {
        Parameters: {
          's.$': '$$.Execution.StartTime',
          'e.$': '$$.State.EnteredTime',
          'r.$': '$$.Execution.RedriveCount',
        },
      },
      { s: '2026-01-01T00:00:00.000Z', e: '2026-01-01T00:00:00.000Z', r: 0 },
    ],
    [{ InputPath: '$$.Execution.RoleArn' }, 'arn:aws:iam::000000000000:role/machine'],
  ])('%j', async (state, output) => {
    expect(await fixture.run(pass(state), INPUT)).toMatchObject({ status: 'SUCCEEDED', output });
  });

  it.each([
    [
      { InputPath: '$.x' },
      'States.Runtime',
      "The JSONPath '$.x' specified for the field 'InputPath' could not be found",
    ],
    [{ OutputPath: '$.x' }, 'States.Runtime', "field 'OutputPath'"],
    [
      { Parameters: { 'p.$': '$.x.y' } },
      'States.Runtime',
      "The JSONPath '$.x.y' specified for the field 'p.$' could not be found in the input '{",
    ],
    [{ Parameters: { 'p.$': '$$.Map.Item.Index' } }, 'States.Runtime', "'$$.Map.Item.Index'"],
    [{ Result: 1, ResultPath: '$.text.x' }, 'States.ResultPathMatchFailure', 'Unable to apply ReferencePath $.text.x'],
    [{ Result: 1, ResultPath: '$.list[9]' }, 'States.ResultPathMatchFailure', '[9]'],
    [
      { Parameters: { 'p.$': 'States.ArrayLength($.text)' } },
      'States.IntrinsicFailure',
      "The function 'States.ArrayLength($.text)' had the following error: ",
    ],
  ])('%j fails with %s', async (state, error, cause) => {
    const ran = await fixture.run(pass(state), INPUT);
    expect(ran).toMatchObject({ status: 'FAILED', error, cause: expect.stringContaining(cause) });
    expect(ran.cause).toMatch(/^An error occurred while executing the state 'P' \(entered at the event id #2\)\. /);
  });

  it('keeps members that are called like those of every object', async () => {
    const { output } = await fixture.run(pass({ Result: 1, ResultPath: "$['__proto__x'].constructor" }), {});
    expect(output).toEqual({ __proto__x: { constructor: 1 } });
  });
});

describe('Fail', () => {
  it.each([
    [
      { Error: 'E', Cause: 'c' },
      { error: 'E', cause: 'c' },
    ],
    [
      { ErrorPath: '$.text', CausePath: "States.Format('{} of {}', $.text, $.a.b)" },
      { error: 't', cause: 't of 1' },
    ],
    [{}, { error: undefined, cause: undefined }],
    [{ ErrorPath: '$.missing' }, { error: 'States.Runtime' }],
    [{ CausePath: '$.a' }, { error: 'States.Runtime', cause: expect.stringContaining("'CausePath' must be a string") }],
  ])('%j', async (state, expected) => {
    const definition = { StartAt: 'F', States: { F: { Type: 'Fail', ...state } } };
    expect(await fixture.run(definition, INPUT)).toMatchObject({ status: 'FAILED', ...expected });
  });

  it('ends the history without leaving the state', async () => {
    const { arn } = await fixture.run({ StartAt: 'F', States: { F: { Type: 'Fail', Error: 'E' } } });
    expect(await fixture.chain(arn)).toEqual(['1<0 ExecutionStarted', '2<0 FailStateEntered', '3<2 ExecutionFailed']);
    expect((await fixture.events(arn)).at(-1)?.executionFailedEventDetails).toEqual({ error: 'E' });
  });
});

describe('Wait', () => {
  it.each([
    [{ Seconds: 3 }, 3000],
    [{ SecondsPath: '$.a.b' }, 1000],
    [{ Timestamp: '2026-01-01T00:01:00Z' }, 60_000],
    [{ Timestamp: '2020-01-01T00:00:00Z' }, 0],
    [{ TimestampPath: '$.at' }, 5000],
  ])('%j lasts %s ms', async (state, milliseconds) => {
    const input = { ...INPUT, at: '2026-01-01T00:00:05Z' };
    expect((await fixture.run(chain(['W', { Type: 'Wait', ...state }]), input)).output).toEqual(input);
    expect(sleeper.milliseconds).toEqual([milliseconds]);
  });

  it.each([[{ SecondsPath: '$.text' }], [{ SecondsPath: '$.x' }], [{ TimestampPath: '$.text' }]])(
    '%j fails with States.Runtime',
    async (state) => {
      expect(await fixture.run(chain(['W', { Type: 'Wait', ...state }]), INPUT)).toMatchObject({
        error: 'States.Runtime',
      });
    },
  );
});

describe('Succeed', () => {
  it('ends the execution with what its paths select', async () => {
    const definition = { StartAt: 'S', States: { S: { Type: 'Succeed', InputPath: '$.a', OutputPath: '$.b' } } };
    const { arn, output } = await fixture.run(definition, INPUT);
    expect(output).toBe(1);
    expect(await fixture.chain(arn)).toEqual([
      '1<0 ExecutionStarted',
      '2<0 SucceedStateEntered',
      '3<2 SucceedStateExited',
      '4<3 ExecutionSucceeded',
    ]);
  });
});

it('fails with States.DataLimitExceeded when a state’s output exceeds 262,144 bytes', async () => {
  const state = { Parameters: { 'twice.$': "States.Format('{}{}', $.text, $.text)" } };
  expect((await fixture.run(pass(state), { text: 'x'.repeat(131_000) })).status).toBe('SUCCEEDED');
  expect(await fixture.run(pass(state), { text: 'x'.repeat(131_072) })).toMatchObject({
    error: 'States.DataLimitExceeded',
  });
});
