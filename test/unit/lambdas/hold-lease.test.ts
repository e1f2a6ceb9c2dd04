import { holdLease, type LeaseKeeping } from '../../../lambdas/hold-lease/hold-lease';
import { LeaseObject } from '../../../lambdas/hold-lease/lease-object';
import { oneObject } from '../../fixtures/one-object';

const execution = (name: string): string => `arn:aws:states:us-east-1:000000000000:execution:TrainModel:${name}`;
const claim = (name: string) => ({ action: 'claim', holder: execution(name) });
const release = (name: string) => ({ action: 'release', holder: execution(name) });

let object: ReturnType<typeof oneObject>;
let running: Set<string>;
let time: number;
let keeping: LeaseKeeping;
beforeEach(() => {
  object = oneObject();
  running = new Set(['one', 'two'].map(execution));
  time = Date.parse('2026-01-01T00:00:00Z');
  const lease = new LeaseObject(object.s3, 'models');
  keeping = {
    lease,
    leaseSeconds: 3600,
    waitSeconds: 600,
    runs: async (holder) => running.has(holder),
    now: () => new Date(time),
  };
});

it('is held by the first who claims it, until the longest run would have ended', async () => {
  expect(await holdLease(claim('one'), keeping)).toEqual({ held: true });
  expect(object.read()).toMatchObject({
    state: 'held',
    holder: execution('one'),
    expiresAt: '2026-01-01T01:00:00.000Z',
  });
});

it('is refused to another while its holder runs', async () => {
  await holdLease(claim('one'), keeping);
  await expect(holdLease(claim('two'), keeping)).rejects.toThrow(
    expect.objectContaining({ name: 'TrainingInProgress', message: expect.stringContaining(execution('one')) }),
  );
});

it('may be claimed again by its holder: an answer may have got lost', async () => {
  await holdLease(claim('one'), keeping);
  expect(await holdLease(claim('one'), keeping)).toEqual({ held: true });
});

it('passes on once it has been released', async () => {
  await holdLease(claim('one'), keeping);
  expect(await holdLease(release('one'), keeping)).toEqual({ held: false });
  await holdLease(claim('two'), keeping);
  expect(object.read()).toMatchObject({ state: 'held', holder: execution('two') });
});

it('is not released by another than its holder', async () => {
  await holdLease(claim('one'), keeping);
  await holdLease(release('two'), keeping);
  expect(object.read()).toMatchObject({ state: 'held', holder: execution('one') });
});

it('counts for nothing once its holder was aborted', async () => {
  await holdLease(claim('one'), keeping);
  running.delete(execution('one'));
  await holdLease(claim('two'), keeping);
  expect(object.read().holder).toBe(execution('two'));
});

it('counts for nothing after its time, whatever is said of its holder', async () => {
  await holdLease(claim('one'), keeping);
  time += 3_599_000;
  await expect(holdLease(claim('two'), keeping)).rejects.toThrow('on already');
  time += 1_000;
  await holdLease(claim('two'), keeping);
  expect(object.read().holder).toBe(execution('two'));
});

it('goes to one of two who claim it at the same time', async () => {
  const claims = await Promise.allSettled([holdLease(claim('one'), keeping), holdLease(claim('two'), keeping)]);
  expect(claims.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

it('says in words what a failed run has caught', async () => {
  const caught = {
    Error: 'States.TaskFailed',
    Cause: '{"TrainingJobName":"job","TrainingJobStatus":"Stopped","SecondaryStatus":"MaxRuntimeExceeded"}',
  };
  expect(await holdLease({ ...release('one'), caught }, keeping)).toEqual({
    held: false,
    failure: { error: 'TrainingStopped', cause: 'The training job job was stopped: MaxRuntimeExceeded.' },
  });
});

it('refuses an event of another form', async () => {
  await expect(holdLease({ action: 'steal' }, keeping)).rejects.toThrow(
    expect.objectContaining({ name: 'InvalidInput' }),
  );
});

describe('an execution that may wait', () => {
  const patient = (name: string) => ({
    ...claim(name),
    startedAt: '2026-01-01T00:00:00.000Z',
    input: { whenBusy: 'wait' },
  });

  it('is told that the lease is not held, instead of failing', async () => {
    await holdLease(claim('one'), keeping);

    expect(await holdLease(patient('two'), keeping)).toEqual({ held: false });
    expect(object.read()).toMatchObject({ holder: execution('one') });
  });

  it('holds it once the other has ended', async () => {
    await holdLease(claim('one'), keeping);
    running.delete(execution('one'));

    expect(await holdLease(patient('two'), keeping)).toEqual({ held: true });
  });

  it('is refused after it has waited for too long', async () => {
    await holdLease(claim('one'), keeping);
    time += 600_000;

    await expect(holdLease(patient('two'), keeping)).rejects.toMatchObject({ name: 'TrainingInProgress' });
  });

  it.each([
    ['says so by another word', { ...patient('two'), input: { whenBusy: 'refuse' } }],
    ['is no object', { ...patient('two'), input: [1] }],
    ['is absent', claim('two')],
  ])('is none whose input %s', async (_, event) => {
    await holdLease(claim('one'), keeping);

    await expect(holdLease(event, keeping)).rejects.toMatchObject({ name: 'TrainingInProgress' });
  });
});
