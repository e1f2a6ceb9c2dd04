import aslValidator from 'asl-validator';
import { ErrorName, PERMANENT_ERROR_NAMES, RETRYABLE_ERROR_NAMES } from '../../../core/contracts/errors';
import { TASK_TIMEOUT_SECONDS } from '../../../core/contracts/limits';
import { type Definition, definition, type Retrier, type State } from '../definition';
import { synthesized } from '../synthesized';

const TASKS = ['SerializeImage', 'ClassifyImage', 'CheckThreshold'] as const;
let machine: Definition;
beforeAll(() => {
  machine = definition(synthesized('local').templates.workflow, 'ImageClassification');
});

const state = (name: string): State => machine.States[name] as State;
const retrierOf = (task: string, error: string): Retrier | undefined =>
  state(task).Retry?.find(({ ErrorEquals }) => ErrorEquals.includes(error));

it('is valid Amazon States Language', () => {
  const { errorsText, isValid } = aslValidator(structuredClone(machine), { checkArn: false });
  expect(isValid ? '' : errorsText('\n')).toBe('');
});

it('runs the three functions, tells of the accepted image, and succeeds', () => {
  const path: string[] = [];
  for (let name: string | undefined = machine.StartAt; name !== undefined; name = state(name).Next) path.push(name);
  expect(path).toEqual([...TASKS, 'PublishImageAccepted', 'ImageAccepted']);
  expect(state('ImageAccepted').Type).toBe('Succeed');
});

it('gives the first function the whole input', () => {
  expect(state('SerializeImage').Parameters).toMatchObject({ 'Payload.$': '$' });
});

it.each(['ClassifyImage', 'CheckThreshold'])('gives %s the body and the execution', (task) => {
  const payload = {
    'body.$': '$.body',
    'execution_id.$': '$$.Execution.Id',
    'execution_started.$': '$$.Execution.StartTime',
  };
  expect(state(task).Parameters).toMatchObject({ Payload: payload });
});

it.each(TASKS)('goes on with the answer of %s alone', (task) => {
  expect(state(task).OutputPath).toBe('$.Payload');
});

it('ends with the whole answer of check-threshold: the event changes nothing', () => {
  expect(state('PublishImageAccepted').ResultPath).toBeNull();
});

it('tells the default bus of the image, under the environment’s source', () => {
  expect(state('PublishImageAccepted').Parameters).toEqual({
    Entries: [
      {
        'Detail.$': '$.body',
        DetailType: 'ImageAccepted',
        EventBusName: 'arn:aws:events:us-east-1:000000000000:event-bus/default',
        Source: 'second-look.local',
      },
    ],
  });
});

describe('retries', () => {
  const SERVICE = [
    'Lambda.ServiceException',
    'Lambda.AWSLambdaException',
    'Lambda.SdkClientException',
    'Lambda.ClientExecutionTimeoutException',
  ];
  const cases = TASKS.flatMap((task) => [...SERVICE, ...RETRYABLE_ERROR_NAMES].map((error) => [task, error] as const));

  it.each(cases)('%s tries again after %s: 2 s, doubled, six times, full jitter', (task, error) => {
    const numbers = { IntervalSeconds: 2, BackoffRate: 2, MaxAttempts: 6, JitterStrategy: 'FULL' };
    expect(retrierOf(task, error)).toMatchObject(numbers);
  });

  it.each(TASKS)('%s tries again when Lambda is busy: 1 s, doubled, three times, full jitter', (task) => {
    const numbers = { IntervalSeconds: 1, BackoffRate: 2, MaxAttempts: 3, JitterStrategy: 'FULL' };
    expect(retrierOf(task, 'Lambda.TooManyRequestsException')).toMatchObject(numbers);
  });

  it.each(TASKS)('%s tries once more after a time-out or a crash, then ends as TaskTimedOut', (task) => {
    for (const error of ['Lambda.Unknown', 'Sandbox.Timedout', 'Runtime.OutOfMemory', 'States.Timeout']) {
      expect(retrierOf(task, error)).toMatchObject({ MaxAttempts: 1 });
      expect(state(task).Catch?.find(({ ErrorEquals }) => ErrorEquals.includes(error))?.Next).toBe('TaskTimedOut');
    }
    expect(state('TaskTimedOut')).toMatchObject({ Type: 'Fail', Error: 'TaskTimedOut' });
  });

  it.each(TASKS)('%s never tries again after a permanent error, nor by a wildcard', (task) => {
    const retried = state(task).Retry?.flatMap(({ ErrorEquals }) => ErrorEquals) ?? [];
    const never = [...PERMANENT_ERROR_NAMES, ErrorName.ThresholdConfidenceNotMet, 'States.ALL', 'States.TaskFailed'];
    expect(retried.filter((error) => never.includes(error as ErrorName))).toEqual([]);
  });

  it('waits at most 134 s in a task', () => {
    expect(longestWait(state('ClassifyImage'))).toBe(126 + 7 + 1);
  });

  it('lets every task use up every retry before the execution times out', () => {
    const states = [...TASKS, 'PublishImageAccepted'].map(state);
    const longest = states.map((each) => longestWait(each) + attempts(each) * (each.TimeoutSeconds as number));
    const total = longest.reduce((sum, seconds) => sum + seconds, 0);
    expect(longest[0]).toBe(134 + 11 * (TASK_TIMEOUT_SECONDS + 5));
    expect(total).toBeLessThan(machine.TimeoutSeconds);
  });
});

describe('failures', () => {
  it('ends as THRESHOLD_CONFIDENCE_NOT_MET with the function’s message as cause', () => {
    const [first] = state('CheckThreshold').Catch ?? [];
    expect(first).toEqual({ ErrorEquals: ['THRESHOLD_CONFIDENCE_NOT_MET'], Next: 'ReadSecondLook' });
    expect(state('ReadSecondLook')).toMatchObject({
      Parameters: { 'cause.$': 'States.StringToJson($.Cause)' },
      Next: 'THRESHOLD_CONFIDENCE_NOT_MET',
    });
    expect(state('THRESHOLD_CONFIDENCE_NOT_MET')).toEqual({
      Type: 'Fail',
      Error: 'THRESHOLD_CONFIDENCE_NOT_MET',
      CausePath: '$.cause.errorMessage',
    });
  });

  it.each(TASKS)('ends with the name and message of every named error of %s', (task) => {
    const caught = state(task).Catch?.find(({ Next }) => Next === 'ReadError')?.ErrorEquals ?? [];
    expect([...caught].sort()).toEqual([...PERMANENT_ERROR_NAMES, ...RETRYABLE_ERROR_NAMES].sort());
    expect(state('ImageFailed')).toEqual({
      Type: 'Fail',
      ErrorPath: '$.error',
      CausePath: '$.cause.errorMessage',
    });
  });
});

/** Seconds, were every retry of every kind used up and jitter at its worst. */
function longestWait({ Retry = [] }: State): number {
  return Retry.reduce((sum, { IntervalSeconds, BackoffRate, MaxAttempts }) => {
    const waits = Array.from({ length: MaxAttempts }, (_, attempt) => IntervalSeconds * BackoffRate ** attempt);
    return sum + waits.reduce((total, wait) => total + wait, 0);
  }, 0);
}

const attempts = ({ Retry = [] }: State): number => 1 + Retry.reduce((sum, { MaxAttempts }) => sum + MaxAttempts, 0);
