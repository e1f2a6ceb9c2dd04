import type { JsonObject } from '../../../local/protocol/operations';
import { DistributedMapFixture, mapOf, writer } from './distributed-map-fixture';
import { FunctionError } from './states-fixture';

let broken = new Set<unknown>();
let running = 0;
let mostAtOnce = 0;
let calls: unknown[] = [];
let release: (() => void) | undefined;
const fixture = new DistributedMapFixture({
  echo: (input) => input,
  counted: async (input) => {
    calls.push(input);
    running += 1;
    mostAtOnce = Math.max(mostAtOnce, running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
    return { got: input };
  },
  sometimes: (input) => {
    calls.push(input);
    const { Items = [input] } = (input ?? {}) as { Items?: unknown[] };
    if (Items.some((item) => broken.has(item))) throw new FunctionError('Broken', 'so it is');
    return { done: Items };
  },
  gate: async (input, signal) => {
    calls.push(input);
    if (broken.has(input)) await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
    else if (release !== undefined) release();
    return input;
  },
});
beforeAll(() => fixture.open());
afterAll(() => fixture.close());
beforeEach(() => {
  broken = new Set();
  calls = [];
  mostAtOnce = 0;
  release = undefined;
  fixture.denied.clear();
  fixture.deniedByS3.clear();
});

const run = (definition: object, input: unknown = {}) => fixture.states.run(definition, input);

describe('batches', () => {
  it('holds at most so many items, with what the batch is given', async () => {
    const batcher = { MaxItemsPerBatch: 2, BatchInput: { fixed: 1, 'name.$': '$.name' } };
    const { output } = await run(mapOf('echo', { ItemsPath: '$.list', ItemBatcher: batcher }), {
      list: [1, 2, 3],
      name: 'n',
    });
    expect(output).toEqual([
      { BatchInput: { fixed: 1, name: 'n' }, Items: [1, 2] },
      { BatchInput: { fixed: 1, name: 'n' }, Items: [3] },
    ]);
  });

  it('holds at most so many bytes', async () => {
    const { output } = await run(mapOf('echo', { ItemBatcher: { MaxInputBytesPerBatch: 24 } }), ['aaaa', 'bbbb', 'cc']);
    const batches = output as { Items: string[] }[];
    expect(batches.flatMap(({ Items }) => Items)).toEqual(['aaaa', 'bbbb', 'cc']);
    for (const batch of batches) expect(JSON.stringify(batch).length).toBeLessThanOrEqual(24);
    expect(batches).toHaveLength(2);
  });

  it('shapes each item by ItemSelector', async () => {
    const fields = { ItemsPath: '$.list', ItemSelector: { 'at.$': '$$.Map.Item.Index', 'of.$': '$.name' } };
    expect((await run(mapOf('echo', fields), { list: ['x', 'y'], name: 'n' })).output).toEqual([
      { at: 0, of: 'n' },
      { at: 1, of: 'n' },
    ]);
  });

  it('runs no more children at a time than MaxConcurrency', async () => {
    await run(
      mapOf('counted', { MaxConcurrency: 3 }),
      Array.from({ length: 20 }, (_, at) => at),
    );
    expect(mostAtOnce).toBe(3);
    expect(calls).toHaveLength(20);
  });
});

describe('failures', () => {
  it('fails with the first failure where none is tolerated', async () => {
    broken.add(2);
    const { arn, ...ran } = await run(mapOf('sometimes', { MaxConcurrency: 1 }), [1, 2, 3]);
    expect(ran).toMatchObject({ status: 'FAILED', error: 'States.ExceedToleratedFailureThreshold' });
    expect(await fixture.states.chain(arn)).toEqual([
      '1<0 ExecutionStarted',
      '2<0 MapStateEntered',
      '3<2 MapStateStarted',
      '4<3 MapRunStarted',
      '5<4 MapRunFailed',
      '6<5 MapStateFailed',
      '7<6 ExecutionFailed',
    ]);
    expect(await fixture.mapRun(arn)).toMatchObject({
      status: 'FAILED',
      itemCounts: { total: 3, succeeded: 1, failed: 1, pending: 1 },
    });
  });

  it.each([
    [{ ToleratedFailureCount: 2 }, 'SUCCEEDED'],
    [{ ToleratedFailureCount: 1 }, 'FAILED'],
    [{ ToleratedFailurePercentage: 50 }, 'SUCCEEDED'],
    [{ ToleratedFailurePercentage: 49.9 }, 'FAILED'],
    [{ ToleratedFailureCount: 5, ToleratedFailurePercentage: 10 }, 'FAILED'],
  ])('counts items, not children: %j gives %s', async (tolerance, status) => {
    broken.add('b');
    const batcher = { ItemBatcher: { MaxItemsPerBatch: 2 }, MaxConcurrency: 1 };
    const ran = await run(mapOf('sometimes', { ...batcher, ...tolerance }), ['a', 'b', 'c', 'd']);
    expect(ran.status).toBe(status);
  });

  it('ends the children that run when too many fail', async () => {
    broken.add('hang');
    const map = mapOf('gate', { MaxConcurrency: 2 });
    const began = fixture.states.start(map, ['hang', 'x']);
    const executionArn = await began;
    await fixture.states.call('StopExecution', { executionArn, error: 'Enough' });
    expect(await fixture.mapRun(executionArn)).toMatchObject({ status: 'ABORTED' });
    expect(await fixture.states.ended(executionArn)).toMatchObject({ status: 'ABORTED', error: 'Enough' });
  });

  it('says when results are more than a state may give', async () => {
    const ran = await run(
      mapOf('echo'),
      Array.from({ length: 300 }, () => 'x'.repeat(500)),
    );
    expect(ran.status).toBe('SUCCEEDED');
    const large = await run(
      mapOf('large', { ItemProcessor: processorOf({ Type: 'Pass', Result: 'x'.repeat(3_000), End: true }) }),
      Array.from({ length: 100 }, (_, at) => at),
    );
    expect(large).toMatchObject({ error: 'States.DataLimitExceeded', cause: expect.stringContaining('ResultWriter') });
  });
});

const processorOf = (state: object) => ({
  ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' },
  StartAt: 'Only',
  States: { Only: state },
});

describe('the results in S3', () => {
  interface Manifest {
    readonly ResultFiles: Record<string, { Key: string; Size: number }[]>;
  }
  async function manifestOf(output: unknown): Promise<Manifest & JsonObject> {
    const { ResultWriterDetails } = output as { ResultWriterDetails: { Bucket: string; Key: string } };
    return JSON.parse(await fixture.read(ResultWriterDetails.Key, ResultWriterDetails.Bucket));
  }

  it('has a file a status, and a manifest of them', async () => {
    broken.add(2);
    const { arn, output } = await run(mapOf('sometimes', { ...writer(), ToleratedFailureCount: 1 }), [1, 2]);
    const { mapRunArn } = await fixture.mapRun(arn);
    const id = String(mapRunArn).split(':').at(-1);
    expect(output).toEqual({
      MapRunArn: mapRunArn,
      ResultWriterDetails: { Bucket: 'results', Key: `runs/${id}/manifest.json` },
    });
    const manifest = await manifestOf(output);
    expect(manifest).toMatchObject({
      DestinationBucket: 'results',
      MapRunArn: mapRunArn,
      ResultFiles: {
        FAILED: [{ Key: `runs/${id}/FAILED_0.json` }],
        PENDING: [],
        SUCCEEDED: [{ Key: `runs/${id}/SUCCEEDED_0.json` }],
      },
    });
    const succeeded = await fixture.read(`runs/${id}/SUCCEEDED_0.json`);
    expect(manifest.ResultFiles.SUCCEEDED?.[0]?.Size).toBe(succeeded.length);
    expect(JSON.parse(succeeded)).toEqual([
      {
        ExecutionArn: expect.stringContaining(`:express:machine/Each:${id}:`),
        Input: '1',
        InputDetails: { Included: true },
        Name: expect.stringMatching(/^[0-9a-f-]{36}$/),
        Output: '{"done":[1]}',
        OutputDetails: { Included: true },
        RedriveCount: 0,
        RedriveStatus: 'NOT_REDRIVABLE',
        RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
        StartDate: expect.stringMatching(/Z$/),
        StateMachineArn: 'arn:aws:states:us-east-1:000000000000:stateMachine:machine/Each',
        Status: 'SUCCEEDED',
        StopDate: expect.stringMatching(/Z$/),
      },
    ]);
    const [failed] = JSON.parse(await fixture.read(`runs/${id}/FAILED_0.json`)) as JsonObject[];
    expect(failed).toMatchObject({ Input: '2', Status: 'FAILED', Error: 'Broken' });
    expect(failed).not.toHaveProperty('Output');
    expect(await fixture.mapRun(arn)).toMatchObject({ itemCounts: { resultsWritten: 2 } });
  });

  it('has the children that never began, when the run fails', async () => {
    broken.add(1);
    const { arn } = await run(mapOf('sometimes', { ...writer(), MaxConcurrency: 1 }), [1, 2, 3]);
    const { mapRunArn } = await fixture.mapRun(arn);
    const id = String(mapRunArn).split(':').at(-1);
    const pending = JSON.parse(await fixture.read(`runs/${id}/PENDING_0.json`)) as JsonObject[];
    expect(pending.map(({ Input, Status }) => [Input, Status])).toEqual([
      ['2', 'PENDING'],
      ['3', 'PENDING'],
    ]);
  });

  it('is shaped by WriterConfig', async () => {
    const lines = await run(mapOf('echo', writer({ Transformation: 'FLATTEN', OutputType: 'JSONL' })), [[1, 2], 3]);
    const { ResultFiles } = await manifestOf(lines.output);
    expect(ResultFiles.SUCCEEDED?.[0]?.Key).toMatch(/SUCCEEDED_0\.jsonl$/);
    expect(await fixture.read(String(ResultFiles.SUCCEEDED?.[0]?.Key))).toBe('1\n2\n3\n');
    const compact = await run(mapOf('echo', writer({ Transformation: 'COMPACT', OutputType: 'JSON' })), [[1, 2], 3]);
    const { ResultFiles: files } = await manifestOf(compact.output);
    expect(await fixture.read(String(files.SUCCEEDED?.[0]?.Key))).toBe('[[1,2],3]');
  });

  it('fails by name where the role may not write', async () => {
    fixture.deniedByS3.add('s3:PutObject');
    const ran = await run(mapOf('echo', writer()), [1]);
    expect(ran).toMatchObject({ error: 'States.ResultWriterFailed', cause: expect.stringContaining('s3:PutObject') });
  });

  it.each(['s3:GetObject', 's3:ListMultipartUploadParts', 's3:AbortMultipartUpload'])(
    'asks the role for %s',
    async (action) => {
      fixture.denied.add(action);
      const ran = await run(mapOf('echo', writer()), [1]);
      expect(ran).toMatchObject({ error: 'States.ResultWriterFailed', cause: expect.stringContaining(action) });
      expect(calls).toEqual([]);
    },
  );
});

it.each(['states:StartExecution', 'states:DescribeExecution', 'states:StopExecution'])(
  'asks the role for %s',
  async (action) => {
    fixture.denied.add(`role ${action}`);
    expect(await run(mapOf('counted'), [1])).toMatchObject({ cause: expect.stringContaining(action) });
    expect(calls).toEqual([]);
  },
);

describe('the children', () => {
  it('are listed and described', async () => {
    broken.add(2);
    const { arn } = await run(mapOf('sometimes', { ToleratedFailureCount: 1 }), [1, 2, 3]);
    const { mapRunArn, executionCounts } = await fixture.mapRun(arn);
    expect(executionCounts).toMatchObject({ total: 3, succeeded: 2, failed: 1, pending: 0, running: 0 });
    const all = await fixture.children(mapRunArn);
    expect(all.map(({ status, itemCount }) => [status, itemCount])).toEqual([
      ['SUCCEEDED', 1],
      ['FAILED', 1],
      ['SUCCEEDED', 1],
    ]);
    const [failed] = await fixture.children(mapRunArn, { statusFilter: 'FAILED' });
    expect(await fixture.states.call('DescribeExecution', { executionArn: failed?.executionArn })).toMatchObject({
      mapRunArn,
      status: 'FAILED',
      input: '2',
      error: 'Broken',
      redriveStatus: 'REDRIVABLE',
    });
    const first = await fixture.states.call('ListExecutions', { mapRunArn, maxResults: 2 });
    const rest = await fixture.states.call('ListExecutions', { mapRunArn, maxResults: 2, nextToken: first.nextToken });
    expect([...(first.executions as JsonObject[]), ...(rest.executions as JsonObject[])]).toEqual(all);
    expect(rest.nextToken).toBeUndefined();
  });

  it('have a history where they are Standard, and none where they are Express', async () => {
    const standard = await run(mapOf('echo', {}, 'STANDARD'), [1]);
    const express = await run(mapOf('echo'), [1]);
    const [kept] = await fixture.children((await fixture.mapRun(standard.arn)).mapRunArn);
    const [gone] = await fixture.children((await fixture.mapRun(express.arn)).mapRunArn);
    expect((await fixture.states.events(kept?.executionArn as string)).map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'LambdaFunctionScheduled',
      'LambdaFunctionStarted',
      'LambdaFunctionSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
    await expect(fixture.states.events(gone?.executionArn as string)).rejects.toMatchObject({
      name: 'StateMachineTypeNotSupported',
    });
    await expect(fixture.states.call('RedriveExecution', { executionArn: kept?.executionArn })).rejects.toMatchObject({
      name: 'ExecutionNotRedrivable',
    });
  });
});

it('tells an execution’s history of its map run', async () => {
  const { arn } = await run(mapOf('echo'), [1]);
  expect(await fixture.states.chain(arn)).toEqual([
    '1<0 ExecutionStarted',
    '2<0 MapStateEntered',
    '3<2 MapStateStarted',
    '4<3 MapRunStarted',
    '5<4 MapRunSucceeded',
    '6<5 MapStateSucceeded',
    '7<6 MapStateExited',
    '8<7 ExecutionSucceeded',
  ]);
  const events = await fixture.states.events(arn);
  expect(events[3]).toMatchObject({ mapRunStartedEventDetails: { mapRunArn: (await fixture.mapRun(arn)).mapRunArn } });
});

it('changes the limits of a map run that runs', async () => {
  broken.add('hang');
  const opened = new Promise<void>((resolve) => {
    release = resolve;
  });
  const executionArn = await fixture.states.start(mapOf('gate', { MaxConcurrency: 1 }), ['hang', 'next']);
  const { mapRuns } = (await fixture.states.call('ListMapRuns', { executionArn })) as { mapRuns: JsonObject[] };
  await fixture.states.call('UpdateMapRun', {
    mapRunArn: mapRuns[0]?.mapRunArn,
    maxConcurrency: 2,
    toleratedFailurePercentage: 50,
  });
  await opened;
  expect(await fixture.mapRun(executionArn)).toMatchObject({ maxConcurrency: 2, toleratedFailurePercentage: 50 });
  await fixture.states.call('StopExecution', { executionArn });
});

describe('a redrive', () => {
  it.each(['EXPRESS', 'STANDARD'])(
    'runs %s children again that did not succeed, and those that never began',
    async (type) => {
      broken.add(2);
      const { arn } = await run(mapOf('sometimes', { ...writer(), MaxConcurrency: 1 }, type), [1, 2, 3]);
      broken.clear();
      calls = [];
      await fixture.states.call('RedriveExecution', { executionArn: arn });
      const { status, output } = await fixture.states.ended(arn);
      expect([status, calls]).toEqual(['SUCCEEDED', [2, 3]]);
      expect((await fixture.states.chain(arn)).slice(7, 12)).toEqual([
        '8<7 ExecutionRedriven',
        '9<8 MapStateEntered',
        '10<9 MapStateStarted',
        '11<10 MapRunRedriven',
        '12<11 MapRunSucceeded',
      ]);
      const mapRun = await fixture.mapRun(arn);
      expect(mapRun).toMatchObject({ status: 'SUCCEEDED', redriveCount: 1, itemCounts: { succeeded: 3, total: 3 } });
      const { ResultWriterDetails } = output as { ResultWriterDetails: { Key: string } };
      const manifest = JSON.parse(await fixture.read(ResultWriterDetails.Key));
      expect([manifest.ResultFiles.FAILED, manifest.ResultFiles.PENDING]).toEqual([[], []]);
      const results = JSON.parse(await fixture.read(manifest.ResultFiles.SUCCEEDED[0].Key)) as JsonObject[];
      expect(results.map(({ Input, RedriveCount }) => [Input, RedriveCount])).toEqual([
        ['1', 0],
        ['2', 1],
        ['3', 0],
      ]);
    },
  );

  it('asks the role for it', async () => {
    broken.add(1);
    const { arn } = await run(mapOf('sometimes'), [1]);
    fixture.denied.add('role states:RedriveExecution');
    await fixture.states.call('RedriveExecution', { executionArn: arn });
    expect(await fixture.states.ended(arn)).toMatchObject({
      cause: expect.stringContaining('states:RedriveExecution'),
    });
  });

  it.each(['stop', 'kill'] as const)('takes up a run that a %s of the process has cut short', async (how) => {
    broken.add(2);
    const executionArn = await fixture.states.start(mapOf('gate', { MaxConcurrency: 1, ...writer() }), [1, 2, 3]);
    while (!calls.includes(2)) await new Promise((resolve) => setTimeout(resolve, 5));
    // What a kill may take is the last quarter of a second.
    await new Promise((resolve) => setTimeout(resolve, 600));
    await fixture.restart(how);
    expect(await fixture.states.ended(executionArn)).toMatchObject({ status: 'ABORTED', error: 'Laptop.Interrupted' });
    expect(await fixture.mapRun(executionArn)).toMatchObject({ status: 'ABORTED' });

    broken.clear();
    calls = [];
    await fixture.states.call('RedriveExecution', { executionArn });
    expect((await fixture.states.ended(executionArn)).status).toBe('SUCCEEDED');
    expect(calls).toEqual([2, 3]);
    expect(await fixture.mapRun(executionArn)).toMatchObject({
      itemCounts: { succeeded: 3, total: 3 },
      redriveCount: 1,
    });
  });
});
