import type { Sleeper } from '../../../local/states/interpreter/sleeper';
import { chain, functionArn, StatesFixture } from './states-fixture';

/** Seconds pass in milliseconds. */
const fast: Sleeper = {
  sleep: (milliseconds, signal) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds / 1000);
      signal.addEventListener('abort', () => {
        clearTimeout(timer);
        resolve();
      });
    }),
};

let aborted = 0;
const fixture = new StatesFixture({
  sleeper: fast,
  functions: {
    hanging: (_, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => {
          aborted++;
          reject(new Error('aborted'));
        });
      }),
  },
});
beforeAll(() => fixture.open());
afterAll(() => fixture.close());
beforeEach(() => {
  aborted = 0;
});

const hanging = (extra: object) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: functionArn('hanging') },
  ...extra,
});

it.each([
  [{ TimeoutSeconds: 5 }, 'States.Timeout', { timeoutInSeconds: 5 }],
  [{ TimeoutSecondsPath: '$.limit' }, 'States.Timeout', { timeoutInSeconds: 7 }],
  [
    { TimeoutSeconds: 500, HeartbeatSeconds: 5 },
    'States.HeartbeatTimeout',
    { timeoutInSeconds: 500, heartbeatInSeconds: 5 },
  ],
])('ends a task by %j', async (limits, error, scheduled) => {
  const { arn, ...ran } = await fixture.run(chain(['F', hanging(limits)]), { limit: 7 });

  expect(ran).toMatchObject({ status: 'FAILED', error, cause: undefined });
  expect(aborted).toBe(1);
  const events = await fixture.events(arn);
  expect(events.map(({ type }) => type).slice(2)).toEqual([
    'TaskScheduled',
    'TaskStarted',
    'TaskTimedOut',
    'ExecutionFailed',
  ]);
  expect(events[2]?.taskScheduledEventDetails).toMatchObject(scheduled);
  expect(events[4]?.taskTimedOutEventDetails).toEqual({ error, resource: 'invoke', resourceType: 'lambda' });
  expect(events[5]?.executionFailedEventDetails).toEqual({ error });
});

it.each([['States.ALL'], ['States.Timeout']])('catches a time-out by %s, with an empty cause', async (name) => {
  const Catch = [
    { ErrorEquals: ['States.TaskFailed'], Next: 'F' },
    { ErrorEquals: [name], Next: 'After' },
  ];
  const ran = await fixture.run(chain(['F', hanging({ TimeoutSeconds: 5, Catch })], ['After', { Type: 'Pass' }]));
  expect(ran.output).toEqual({ Error: 'States.Timeout', Cause: '' });
});

it('ends a function ARN with its own event', async () => {
  const { arn } = await fixture.run(
    chain(['F', { Type: 'Task', Resource: functionArn('hanging'), TimeoutSeconds: 5 }]),
  );
  expect((await fixture.events(arn))[4]).toMatchObject({
    type: 'LambdaFunctionTimedOut',
    lambdaFunctionTimedOutEventDetails: { error: 'States.Timeout' },
  });
});

it('ends the whole execution by the machine’s TimeoutSeconds', async () => {
  const definition = {
    ...chain(['F', hanging({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'F' }] })]),
    TimeoutSeconds: 5,
  };
  const { arn, ...ran } = await fixture.run(definition);

  expect(ran).toMatchObject({ status: 'TIMED_OUT', error: undefined, cause: undefined });
  expect(aborted).toBe(1);
  const last = (await fixture.events(arn)).at(-1);
  expect(last).toMatchObject({
    type: 'ExecutionTimedOut',
    previousEventId: 0,
    executionTimedOutEventDetails: { error: 'States.Timeout' },
  });
  const described = await fixture.call('DescribeExecution', { executionArn: arn });
  expect(described).toMatchObject({ status: 'TIMED_OUT', redriveStatus: 'REDRIVABLE' });
  expect(described).not.toHaveProperty('error');
});

it.each([
  [{ TimeoutSecondsPath: '$.limit' }, { limit: 'soon' }],
  [{ TimeoutSecondsPath: '$.limit' }, { limit: 0 }],
  [{ TimeoutSecondsPath: '$.limit' }, {}],
])('fails with States.Runtime when %j reads from %j', async (limits, input) => {
  expect(await fixture.run(chain(['F', hanging(limits)]), input)).toMatchObject({ error: 'States.Runtime' });
});
