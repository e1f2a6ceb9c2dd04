import { appendFileSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chain, FunctionError, functionArn, StatesFixture } from './states-fixture';

let healthy = false;
const visits: string[] = [];
const functions = {
  hanging: () => new Promise(() => undefined),
  first: (input: unknown) => {
    visits.push('first');
    return { ...(input as object), first: true };
  },
  second: (input: unknown) => {
    visits.push('second');
    if (!healthy) throw new FunctionError('EndpointUnavailable', 'down');
    return { ...(input as object), second: true };
  },
};
beforeEach(() => {
  healthy = false;
  visits.length = 0;
});

const call = (name: string, extra: object = {}) => ({ Type: 'Task', Resource: functionArn(name), ...extra });
const TWO = chain(['One', call('first')], ['Two', call('second')]);

async function reopened(fixture: StatesFixture): Promise<StatesFixture> {
  await fixture.service.stop();
  return new StatesFixture({ functions, folder: fixture.folder }).open();
}

it('finds finished executions with their history after a restart', async () => {
  const before = await new StatesFixture({ functions }).open();
  const { arn } = await before.run(TWO, { text: 'x'.repeat(5000) });
  const events = await before.events(arn);
  const described = await before.call('DescribeExecution', { executionArn: arn });

  const after = await reopened(before);

  expect(await after.call('DescribeExecution', { executionArn: arn })).toEqual(described);
  expect(await after.events(arn)).toEqual(events);
  await after.close();
});

it('writes data that many events carry only once', async () => {
  const fixture = await new StatesFixture({ functions }).open();
  const text = 'x'.repeat(50_000);
  await fixture.run(chain(['A', { Type: 'Pass' }], ['B', { Type: 'Pass' }], ['C', { Type: 'Pass' }]), { text });
  await fixture.service.stop();

  const folder = join(fixture.folder, 'executions');
  const content = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('');
  expect(content.split(text).length - 1).toBe(1);
  await fixture.close();
});

it('marks what ran when the laptop stopped as aborted, to be redriven', async () => {
  const before = await new StatesFixture({ functions }).open();
  const arn = await before.start(chain(['One', call('first')], ['Two', call('hanging')]));
  while (visits.length === 0) await new Promise(setImmediate);

  const after = await reopened(before);

  expect(await after.call('DescribeExecution', { executionArn: arn })).toMatchObject({
    status: 'ABORTED',
    error: 'Laptop.Interrupted',
    redriveStatus: 'REDRIVABLE',
  });
  await after.close();
});

it('takes an execution up after a kill from what had been written', async () => {
  const before = await new StatesFixture({ functions }).open();
  const definition = chain(['One', call('first')], ['Two', call('hanging')]);
  const arn = await before.start(definition, { a: 1 });
  while ((await before.events(arn)).length < 8) await new Promise(setImmediate);
  // The history is written four times a second; the copy is what a kill would leave, with its last line cut short.
  const folder = mkdtempSync(join(tmpdir(), 'states-killed-'));
  for (let size = 0; size < 8; ) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const files = readdirSync(join(before.folder, 'executions'));
    size =
      files.length === 0
        ? 0
        : readFileSync(join(before.folder, 'executions', files[0] as string), 'utf8').split('\n').length;
  }
  await cp(before.folder, folder, { recursive: true });
  appendFileSync(join(folder, 'executions', readdirSync(join(folder, 'executions'))[0] as string), '{"event":{"id":99');
  await before.close();
  visits.length = 0;
  healthy = true;
  const after = await new StatesFixture({ functions: { ...functions, hanging: functions.second }, folder }).open();

  expect(await after.call('DescribeExecution', { executionArn: arn })).toMatchObject({
    status: 'ABORTED',
    error: 'Laptop.Interrupted',
  });
  await after.call('RedriveExecution', { executionArn: arn });
  expect(await after.ended(arn)).toMatchObject({ status: 'SUCCEEDED', output: { a: 1, first: true, second: true } });
  expect(visits).toEqual(['second']);
  await after.close();
});

it('knows an execution after a kill as soon as StartExecution has answered', async () => {
  const before = await new StatesFixture({ functions }).open();
  const arn = await before.start(chain(['One', call('hanging')]), { a: 1 });
  const folder = mkdtempSync(join(tmpdir(), 'states-killed-'));
  await cp(before.folder, folder, { recursive: true });
  await before.close();

  const after = await new StatesFixture({ functions, folder }).open();

  expect(await after.call('DescribeExecution', { executionArn: arn })).toMatchObject({
    status: 'ABORTED',
    error: 'Laptop.Interrupted',
    input: '{"a":1}',
  });
  await after.close();
});

it('leaves an execution ended whose end a kill has kept out of the index', async () => {
  const before = await new StatesFixture({ functions }).open();
  const { arn } = await before.run(chain(['One', call('first')]), { a: 1 });
  await before.service.stop();
  const index = join(before.folder, 'index.jsonl');
  const [begin] = readFileSync(index, 'utf8').split('\n');
  writeFileSync(index, `${begin}\n`);

  const after = await new StatesFixture({ functions, folder: before.folder }).open();

  expect(await after.call('DescribeExecution', { executionArn: arn })).toMatchObject({ status: 'SUCCEEDED' });
  expect((await after.events(arn)).map(({ type }) => type)).not.toContain('ExecutionAborted');
  await after.close();
});

it('refuses executions while it stops', async () => {
  const fixture = await new StatesFixture({ functions }).open();
  const { arn } = await fixture.run(TWO, {});
  const stopping = fixture.service.stop();

  await expect(fixture.start(chain(['One', call('first')]))).rejects.toMatchObject({ code: 'ServiceUnavailable' });
  await expect(fixture.call('RedriveExecution', { executionArn: arn })).rejects.toMatchObject({
    code: 'ServiceUnavailable',
  });
  await stopping;
});

describe('RedriveExecution', () => {
  it('starts in the state that failed, with its input, also after a restart', async () => {
    const before = await new StatesFixture({ functions }).open();
    const { arn, error } = await before.run(TWO, { a: 1 });
    const after = await reopened(before);
    healthy = true;

    const answer = await after.call('RedriveExecution', { executionArn: arn });

    expect(error).toBe('EndpointUnavailable');
    expect(answer).toEqual({ redriveDate: expect.any(Number) });
    expect(await after.ended(arn)).toMatchObject({ status: 'SUCCEEDED', output: { a: 1, first: true, second: true } });
    expect(visits).toEqual(['first', 'second', 'second']);
    expect((await after.chain(arn)).slice(9)).toEqual([
      '10<9 LambdaFunctionFailed',
      '11<10 ExecutionFailed',
      '12<11 ExecutionRedriven',
      '13<12 TaskStateEntered',
      '14<13 LambdaFunctionScheduled',
      '15<14 LambdaFunctionStarted',
      '16<15 LambdaFunctionSucceeded',
      '17<16 TaskStateExited',
      '18<17 ExecutionSucceeded',
    ]);
    expect(await after.call('DescribeExecution', { executionArn: arn })).toMatchObject({
      redriveCount: 1,
      redriveDate: answer.redriveDate,
    });
    await after.close();
  });

  it('runs only those branches and iterations again that had not succeeded', async () => {
    const fixture = await new StatesFixture({ functions }).open();
    const inner = {
      Type: 'Map',
      ItemProcessor: chain(['Step', call('first')], ['Last', call('second')]),
      MaxConcurrency: 1,
    };
    const definition = chain([
      'P',
      { Type: 'Parallel', Branches: [chain(['A', call('first')]), chain(['M', { ...inner, ItemsPath: '$.items' }])] },
    ]);
    const { arn } = await fixture.run(definition, { items: [{ i: 0 }, { i: 1 }] });
    const once = [...visits];
    visits.length = 0;
    healthy = true;

    await fixture.call('RedriveExecution', { executionArn: arn });

    const { output } = await fixture.ended(arn);
    expect(output).toEqual([
      { items: [{ i: 0 }, { i: 1 }], first: true },
      [
        { i: 0, first: true, second: true },
        { i: 1, first: true, second: true },
      ],
    ]);
    expect(once).toEqual(['first', 'first', 'second']);
    expect(visits).toEqual(['second', 'first', 'second']);
    await fixture.close();
  });

  it('refuses what runs or has succeeded', async () => {
    healthy = true;
    const fixture = await new StatesFixture({ functions }).open();
    const { arn } = await fixture.run(TWO);
    await expect(fixture.call('RedriveExecution', { executionArn: arn })).rejects.toMatchObject({
      code: 'ExecutionNotRedrivable',
      message: 'Execution is SUCCEEDED and cannot be redriven',
    });
    await fixture.close();
  });
});

it('forgets the oldest finished executions beyond the number to keep', async () => {
  const fixture = await new StatesFixture({ functions, keepExecutions: 3 }).open();
  const arns: string[] = [];
  for (let count = 0; count < 5; count++) arns.push((await fixture.run(chain(['P', { Type: 'Pass' }]))).arn);

  expect(fixture.service.executions.list().map(({ arn }) => arn)).toEqual([...arns.slice(2)].reverse());
  const after = await reopened(fixture);
  expect(after.service.executions.list()).toHaveLength(3);
  expect(readdirSync(join(fixture.folder, 'executions'))).toHaveLength(3);
  await expect(after.call('DescribeExecution', { executionArn: arns[0] })).rejects.toMatchObject({
    code: 'ExecutionDoesNotExist',
  });
  await after.close();
});
