import { chain, FunctionError, functionArn, StatesFixture } from './states-fixture';

let running = 0;
let most = 0;
const fixture = new StatesFixture({
  functions: {
    slow: async (input) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running--;
      return input;
    },
    odd: (input) => {
      if (Number(input) % 2 === 1) throw new FunctionError('Odd', `${input} is odd`);
      return input;
    },
    hanging: (_, signal) => new Promise((_resolve, reject) => signal?.addEventListener('abort', reject)),
  },
});
beforeAll(() => fixture.open());
afterAll(() => fixture.close());
beforeEach(() => {
  most = 0;
});

const call = (name: string, extra: object = {}) => ({ Type: 'Task', Resource: functionArn(name), ...extra });
const map = (processor: object, extra: object = {}) =>
  chain(['M', { Type: 'Map', ItemProcessor: processor, ...extra }]);
const same = chain(['I', { Type: 'Pass' }]);

describe('Parallel', () => {
  const parallel = (extra: object, ...branches: object[]) =>
    chain(['P', { Type: 'Parallel', Branches: branches, ...extra }]);
  const named = (name: string, state: object) => chain([name, state]);

  it('gives every branch the input and gathers the outputs in order', async () => {
    const branches = [
      named('A', call('slow')),
      named('B', { Type: 'Pass', Result: 'b' }),
      named('C', { Type: 'Succeed', OutputPath: '$.n' }),
    ];
    delete (branches[2] as { States: { C: { End?: boolean } } }).States.C.End;
    const { arn, output } = await fixture.run(parallel({ ResultPath: '$.all' }, ...branches), { n: 1 });

    expect(output).toEqual({ n: 1, all: [{ n: 1 }, 'b', 1] });
    expect(await fixture.chain(arn)).toEqual([
      '1<0 ExecutionStarted',
      '2<0 ParallelStateEntered',
      '3<2 ParallelStateStarted',
      '4<3 TaskStateEntered',
      '5<4 LambdaFunctionScheduled',
      '6<5 LambdaFunctionStarted',
      '7<3 PassStateEntered',
      '8<3 SucceedStateEntered',
      '9<7 PassStateExited',
      '10<8 SucceedStateExited',
      '11<6 LambdaFunctionSucceeded',
      '12<11 TaskStateExited',
      '13<12 ParallelStateSucceeded',
      '14<13 ParallelStateExited',
      '15<14 ExecutionSucceeded',
    ]);
  });

  it('shapes its input by Parameters and its result by ResultSelector', async () => {
    const extra = { Parameters: { 'x.$': '$.n' }, ResultSelector: { 'first.$': '$[0].x' } };
    expect((await fixture.run(parallel(extra, named('A', { Type: 'Pass' })), { n: 5 })).output).toEqual({ first: 5 });
  });

  it('ends the other branches when one fails, and fails with its error', async () => {
    const branches = [
      named('A', call('hanging')),
      named('B', { Type: 'Fail', Error: 'E', Cause: 'c' }),
      named('C', { Type: 'Wait', Seconds: 3600 }),
    ];
    delete (branches[1] as { States: { B: { End?: boolean } } }).States.B.End;
    const { arn, ...ran } = await fixture.run(parallel({}, ...branches));

    expect(ran).toMatchObject({ status: 'FAILED', error: 'E', cause: 'c' });
    expect((await fixture.chain(arn)).slice(-5)).toEqual([
      '8<3 WaitStateEntered',
      '9<7 TaskStateAborted',
      '10<7 WaitStateAborted',
      '11<7 ParallelStateFailed',
      '12<11 ExecutionFailed',
    ]);
  });

  it('catches the error of a branch', async () => {
    const branch = { StartAt: 'B', States: { B: { Type: 'Fail', Error: 'E', Cause: 'c' } } };
    const Catch = [{ ErrorEquals: ['E'], Next: 'After' }];
    const definition = chain(['P', { Type: 'Parallel', Branches: [branch], Catch }], ['After', { Type: 'Pass' }]);
    const { arn, output } = await fixture.run(definition);
    expect(output).toEqual({ Error: 'E', Cause: 'c' });
    expect((await fixture.chain(arn)).slice(4, 6)).toEqual(['5<4 ParallelStateFailed', '6<5 ParallelStateExited']);
  });

  it('starts all branches again when it is retried', async () => {
    const branch = { StartAt: 'B', States: { B: { Type: 'Fail', Error: 'E' } } };
    const Retry = [{ ErrorEquals: ['E'], MaxAttempts: 1, IntervalSeconds: 1 }];
    const quick = await new StatesFixture({ waitScale: 0 }).open();
    const { arn } = await quick.run(parallel({ Retry }, branch));
    const types = (await quick.events(arn)).map(({ type }) => type);
    expect(types.filter((type) => type === 'ParallelStateStarted')).toHaveLength(2);
    await quick.close();
  });
});

describe('Map', () => {
  it('runs an iteration for every item and keeps their order', async () => {
    const { arn, output } = await fixture.run(map(same, { ItemsPath: '$.list', MaxConcurrency: 1 }), {
      list: ['a', 'b'],
    });

    expect(output).toEqual(['a', 'b']);
    expect(await fixture.chain(arn)).toEqual([
      '1<0 ExecutionStarted',
      '2<0 MapStateEntered',
      '3<2 MapStateStarted',
      '4<3 MapIterationStarted',
      '5<4 PassStateEntered',
      '6<5 PassStateExited',
      '7<6 MapIterationSucceeded',
      '8<3 MapIterationStarted',
      '9<8 PassStateEntered',
      '10<9 PassStateExited',
      '11<10 MapIterationSucceeded',
      '12<11 MapStateSucceeded',
      '13<12 MapStateExited',
      '14<13 ExecutionSucceeded',
    ]);
    const events = await fixture.events(arn);
    expect(events[2]?.mapStateStartedEventDetails).toEqual({ length: 2 });
    expect(events[7]?.mapIterationStartedEventDetails).toEqual({ name: 'M', index: 1 });
  });

  it.each([
    [
      { ItemSelector: { 'v.$': '$$.Map.Item.Value', 'i.$': '$$.Map.Item.Index', 'k.$': '$.k' } },
      [{ v: 7, i: 0, k: 'x' }],
    ],
    [{ Parameters: { 'v.$': '$$.Map.Item.Value' } }, [{ v: 7 }]],
    [{ ResultPath: '$.out' }, { list: [7], k: 'x', out: [7] }],
    [{ ResultSelector: { 'n.$': 'States.ArrayLength($)' } }, { n: 1 }],
    [{ ItemsPath: '$$.Execution.Input.list' }, [7]],
  ])('%j', async (extra, output) => {
    expect((await fixture.run(map(same, { ItemsPath: '$.list', ...extra }), { list: [7], k: 'x' })).output).toEqual(
      output,
    );
  });

  it('takes the old name of its processor', async () => {
    expect((await fixture.run(chain(['M', { Type: 'Map', Iterator: same }]), [1, 2])).output).toEqual([1, 2]);
  });

  it('gives an empty list for no items', async () => {
    expect((await fixture.run(map(same), [])).output).toEqual([]);
  });

  it.each([
    [{}, { no: 'list' }],
    [{ ItemsPath: '$.x' }, {}],
  ])('fails with States.Runtime when %j of %j is no list', async (extra, input) => {
    expect(await fixture.run(map(same, extra), input)).toMatchObject({
      error: 'States.Runtime',
      cause: expect.stringContaining('must point to array'),
    });
  });

  it.each([
    [{ MaxConcurrency: 2 }, 2],
    [{ MaxConcurrencyPath: '$.n' }, 3],
    [{}, 40],
    [{ MaxConcurrency: 100 }, 40],
  ])('runs no more iterations at a time than %j allows', async (extra, limit) => {
    const items = Array.from({ length: 50 }, (_, index) => index);
    const processor = chain(['T', call('slow')]);
    const { output } = await fixture.run(map(processor, { ItemsPath: '$.items', ...extra }), { items, n: 3 });
    expect(output).toEqual(items);
    expect(most).toBe(limit);
  });

  it('fails with the error of the first iteration that fails, and starts no more', async () => {
    const { arn, error } = await fixture.run(map(chain(['T', call('odd')]), { MaxConcurrency: 1 }), [2, 3, 4]);
    expect(error).toBe('Odd');
    expect((await fixture.chain(arn)).slice(-4)).toEqual([
      '15<14 LambdaFunctionFailed',
      '16<15 MapIterationFailed',
      '17<15 MapStateFailed',
      '18<17 ExecutionFailed',
    ]);
  });

  it('leaves nothing running when its execution is stopped', async () => {
    const arn = await fixture.start(map(chain(['T', call('hanging')])), [1, 2]);
    await fixture.call('StopExecution', { executionArn: arn, error: 'Enough', cause: 'by hand' });
    expect(await fixture.ended(arn)).toMatchObject({ status: 'ABORTED', error: 'Enough', cause: 'by hand' });
    expect((await fixture.events(arn)).at(-1)).toMatchObject({
      type: 'ExecutionAborted',
      previousEventId: 0,
      executionAbortedEventDetails: { error: 'Enough', cause: 'by hand' },
    });
  });
});
