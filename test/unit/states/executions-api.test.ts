import { chain, functionArn, ManualClock, StatesFixture } from './states-fixture';

const clock = new ManualClock();
const fixture = new StatesFixture({
  clock,
  functions: { hanging: (_, signal) => new Promise((_r, reject) => signal?.addEventListener('abort', reject)) },
});
beforeAll(() => fixture.open());
afterAll(() => fixture.close());

const PASS = chain(['P', { Type: 'Pass' }]);
const HANG = chain(['H', { Type: 'Task', Resource: functionArn('hanging') }]);
const FAIL = { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'E' } } };
const machineArn = (name: string) => `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`;
const executionArn = (machine: string, name: string) =>
  `arn:aws:states:us-east-1:000000000000:execution:${machine}:${name}`;

describe('StartExecution', () => {
  it('names an execution after the machine and the given name', async () => {
    const stateMachineArn = fixture.machine(PASS, 'named');
    const answer = await fixture.call('StartExecution', { stateMachineArn, name: 'first', input: '{"a":1}' });
    expect(answer).toEqual({ executionArn: executionArn('named', 'first'), startDate: clock.now().getTime() / 1000 });
  });

  it('is the same execution for the same name and input while it runs', async () => {
    const request = { stateMachineArn: fixture.machine(HANG, 'idempotent'), name: 'n', input: '{"a":1}' };
    const first = await fixture.call('StartExecution', request);
    expect(await fixture.call('StartExecution', request)).toEqual(first);
    await expect(fixture.call('StartExecution', { ...request, input: '{}' })).rejects.toMatchObject({
      code: 'ExecutionAlreadyExists',
    });
    await fixture.call('StopExecution', { executionArn: first.executionArn });
    await expect(fixture.call('StartExecution', request)).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' });
  });

  it.each([
    [{ stateMachineArn: machineArn('none') }, 'StateMachineDoesNotExist'],
    [{ stateMachineArn: 'nonsense' }, 'InvalidArn'],
    [{ stateMachineArn: machineArn('named'), input: '{' }, 'InvalidExecutionInput'],
    [{ stateMachineArn: machineArn('named'), name: 'a b' }, 'InvalidName'],
    [{ stateMachineArn: machineArn('named'), name: 'a:b' }, 'InvalidName'],
    [{ stateMachineArn: machineArn('named'), name: 'x'.repeat(81) }, 'InvalidName'],
    [{ stateMachineArn: machineArn('named'), input: JSON.stringify('x'.repeat(262_144)) }, 'ValidationException'],
    [{}, 'ValidationException'],
  ])('refuses %j with %s', async (request, code) => {
    fixture.machine(PASS, 'named');
    await expect(fixture.call('StartExecution', request)).rejects.toMatchObject({ code });
  });
});

describe('DescribeExecution', () => {
  it('tells all of an execution that succeeded', async () => {
    const { arn } = await fixture.run(PASS, { a: 1 });
    expect(await fixture.call('DescribeExecution', { executionArn: arn })).toEqual({
      executionArn: arn,
      stateMachineArn: machineArn('machine'),
      name: arn.split(':').at(-1),
      status: 'SUCCEEDED',
      startDate: expect.any(Number),
      stopDate: expect.any(Number),
      redriveCount: 0,
      input: '{"a":1}',
      inputDetails: { included: true },
      output: '{"a":1}',
      outputDetails: { included: true },
      redriveStatus: 'NOT_REDRIVABLE',
      redriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
    });
  });

  it.each([
    [executionArn('machine', 'none'), 'ExecutionDoesNotExist'],
    ['nonsense', 'InvalidArn'],
  ])('refuses %s', async (arn, code) => {
    await expect(fixture.call('DescribeExecution', { executionArn: arn })).rejects.toMatchObject({ code });
  });

  it('tells the definition an execution began with, whatever the machine became', async () => {
    const { arn } = await fixture.run(PASS);
    fixture.machine(FAIL);
    const { definition } = await fixture.call('DescribeStateMachineForExecution', { executionArn: arn });
    expect(JSON.parse(definition as string)).toEqual(PASS);
  });
});

describe('GetExecutionHistory', () => {
  const ids = ({ events }: Readonly<Record<string, unknown>>) => (events as { id: number }[]).map(({ id }) => id);

  it('pages forwards and backwards', async () => {
    const { arn } = await fixture.run(PASS);
    const first = await fixture.call('GetExecutionHistory', { executionArn: arn, maxResults: 3 });
    const second = await fixture.call('GetExecutionHistory', {
      executionArn: arn,
      maxResults: 3,
      nextToken: first.nextToken,
    });
    expect([ids(first), ids(second), second.nextToken]).toEqual([[1, 2, 3], [4], undefined]);
    expect(ids(await fixture.call('GetExecutionHistory', { executionArn: arn, reverseOrder: true }))).toEqual([
      4, 3, 2, 1,
    ]);
  });

  it('leaves data out when asked', async () => {
    const { arn } = await fixture.run(PASS, { secret: 1 });
    const answer = await fixture.call('GetExecutionHistory', { executionArn: arn, includeExecutionData: false });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect((answer.events as object[])[1]).toMatchObject({ stateEnteredEventDetails: { name: 'P' } });
  });

  it('refuses a token that it did not give', async () => {
    const { arn } = await fixture.run(PASS);
    await expect(fixture.call('GetExecutionHistory', { executionArn: arn, nextToken: 'x' })).rejects.toMatchObject({
      code: 'InvalidToken',
    });
  });
});

describe('ListExecutions', () => {
  it('lists one machine’s executions, newest first, by status and in pages', async () => {
    const stateMachineArn = fixture.machine(PASS, 'listed');
    const start = async (name: string) => {
      clock.advance(1000);
      await fixture.call('StartExecution', { stateMachineArn, name });
      await fixture.ended(executionArn('listed', name));
    };
    for (const name of ['a', 'b', 'c']) await start(name);
    fixture.machine(FAIL, 'listed');
    await start('d');
    const list = async (filter: object) => {
      const answer = await fixture.call('ListExecutions', { stateMachineArn, ...filter });
      return { names: (answer.executions as { name: string }[]).map(({ name }) => name), nextToken: answer.nextToken };
    };

    expect((await list({})).names).toEqual(['d', 'c', 'b', 'a']);
    expect((await list({ statusFilter: 'FAILED' })).names).toEqual(['d']);
    expect((await list({ redriveFilter: 'REDRIVEN' })).names).toEqual([]);
    const { names, nextToken } = await list({ maxResults: 2 });
    await start('e');
    expect(names).toEqual(['d', 'c']);
    expect((await list({ maxResults: 2, nextToken })).names).toEqual(['b', 'a']);
    await expect(list({ statusFilter: 'DONE' })).rejects.toMatchObject({ code: 'ValidationException' });
  });
});

describe('StopExecution', () => {
  it('stops a task and says so; what has ended stays as it is', async () => {
    const arn = await fixture.start(HANG);
    await fixture.call('StopExecution', { executionArn: arn, error: 'Enough', cause: 'c' });
    expect(await fixture.call('DescribeExecution', { executionArn: arn })).toMatchObject({
      status: 'ABORTED',
      error: 'Enough',
      cause: 'c',
      redriveStatus: 'REDRIVABLE',
    });
    const stopped = await fixture.call('StopExecution', { executionArn: arn });
    expect(stopped.stopDate).toEqual((await fixture.call('DescribeExecution', { executionArn: arn })).stopDate);
  });
});

describe('Express', () => {
  it('runs to its end with StartSyncExecution and keeps nothing', async () => {
    const stateMachineArn = fixture.machine(PASS, 'express', 'EXPRESS');
    const answer = await fixture.call('StartSyncExecution', { stateMachineArn, input: '{"a":1}', name: 'n' });
    expect(answer).toMatchObject({
      executionArn: expect.stringMatching(/^arn:aws:states:us-east-1:000000000000:express:express:n:[0-9a-f-]{36}$/),
      status: 'SUCCEEDED',
      output: '{"a":1}',
      billingDetails: { billedDurationInMilliseconds: 100, billedMemoryUsedInMB: 64 },
    });
    await expect(fixture.call('DescribeExecution', { executionArn: answer.executionArn })).rejects.toMatchObject({
      code: 'ExecutionDoesNotExist',
    });
    await expect(fixture.call('ListExecutions', { stateMachineArn })).rejects.toMatchObject({
      code: 'StateMachineTypeNotSupported',
    });
  });

  it('tells a failure in the answer', async () => {
    const stateMachineArn = fixture.machine(FAIL, 'express', 'EXPRESS');
    expect(await fixture.call('StartSyncExecution', { stateMachineArn })).toMatchObject({
      status: 'FAILED',
      error: 'E',
    });
  });

  it('does not run a Standard machine at once', async () => {
    const stateMachineArn = fixture.machine(PASS, 'standard');
    await expect(fixture.call('StartSyncExecution', { stateMachineArn })).rejects.toMatchObject({
      code: 'StateMachineTypeNotSupported',
    });
  });
});

it('calls listeners when an execution of a Standard machine begins and ends', async () => {
  const seen: unknown[] = [];
  const end = fixture.service.onExecutionStatusChange(({ detail, resources }) => seen.push({ ...detail, resources }));
  const { arn } = await fixture.run(PASS, { a: 1 });
  end();
  await fixture.run(PASS);

  expect(seen).toMatchObject([
    {
      executionArn: arn,
      status: 'RUNNING',
      stopDate: null,
      input: '{"a":1}',
      output: null,
      outputDetails: null,
      resources: [arn],
    },
    {
      executionArn: arn,
      status: 'SUCCEEDED',
      input: '{"a":1}',
      output: '{"a":1}',
      outputDetails: { included: true },
      error: null,
    },
  ]);
});
