import { AwsError } from '../../../local/protocol/aws-error';
import { chain, FunctionError, functionArn, RecordingSleeper, StatesFixture } from './states-fixture';

const sleeper = new RecordingSleeper();
let failures = 0;
const fixture = new StatesFixture({
  sleeper,
  random: () => 0.5,
  functions: {
    echo: (input) => input,
    broken: () => {
      throw new FunctionError('InvalidInput', 'no key');
    },
    silent: () => {
      throw new FunctionError(undefined, 'Task timed out after 3.00 seconds');
    },
    throttled: () => {
      throw new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429);
    },
    forbidden: () => {
      throw new AwsError('AccessDenied', 'not authorized to perform: lambda:InvokeFunction', 403);
    },
    failing: () => {
      failures++;
      throw new FunctionError('ModelThrottled', `attempt ${failures}`);
    },
    recovering: () => {
      if (++failures < 3) throw new FunctionError('ModelThrottled', 'busy');
      return 'well';
    },
    large: () => 'é'.repeat(140_000),
  },
});
beforeAll(() => fixture.open());
afterAll(() => fixture.close());
beforeEach(() => {
  failures = 0;
  sleeper.milliseconds.length = 0;
});

const invoke = (name: string, extra: object = {}) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: functionArn(name), 'Payload.$': '$' },
  OutputPath: '$.Payload',
  ...extra,
});

describe('errors of functions', () => {
  it('names the error by the function’s errorType, its payload being the cause', async () => {
    const { arn, error, cause } = await fixture.run(chain(['F', invoke('broken')]));

    expect(error).toBe('InvalidInput');
    expect(JSON.parse(cause ?? '')).toEqual({ errorType: 'InvalidInput', errorMessage: 'no key', trace: [] });
    expect(await fixture.chain(arn)).toEqual([
      '1<0 ExecutionStarted',
      '2<0 TaskStateEntered',
      '3<2 TaskScheduled',
      '4<3 TaskStarted',
      '5<4 TaskFailed',
      '6<5 ExecutionFailed',
    ]);
  });

  it.each([
    [
      'silent',
      'Lambda.Unknown',
      'Lambda did not return an error type. Returned payload: {"errorMessage":"Task timed out',
    ],
    [
      'throttled',
      'Lambda.TooManyRequestsException',
      'Rate Exceeded. (Service: AWSLambda; Status Code: 429; Error Code: TooManyRequestsException;',
    ],
    [
      'forbidden',
      'Lambda.AWSLambdaException',
      'lambda:InvokeFunction (Service: AWSLambda; Status Code: 403; Error Code: AccessDeniedException;',
    ],
    ['absent', 'Lambda.ResourceNotFoundException', 'Function not found: '],
    ['large', 'States.DataLimitExceeded', "The state/task 'lambda' returned a result with a size exceeding"],
  ])('of %s is %s', async (name, error, cause) => {
    expect(await fixture.run(chain(['F', invoke(name)]))).toMatchObject({
      status: 'FAILED',
      error,
      cause: expect.stringContaining(cause),
    });
  });

  it('shows a function ARN as resource by its own events', async () => {
    const task = { Type: 'Task', Resource: functionArn('echo'), TimeoutSeconds: 60, ResultPath: '$.echo' };
    const { arn, output } = await fixture.run(chain(['F', task]), { a: 1 });

    expect(output).toEqual({ a: 1, echo: { a: 1 } });
    const events = await fixture.events(arn);
    expect(events.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'LambdaFunctionScheduled',
      'LambdaFunctionStarted',
      'LambdaFunctionSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
    expect(events[2]?.lambdaFunctionScheduledEventDetails).toEqual({
      input: '{"a":1}',
      inputDetails: { truncated: false },
      resource: functionArn('echo'),
      timeoutInSeconds: 60,
    });
  });

  it.each([
    [{ FunctionName: functionArn('echo'), Payload: '{"a":1}' }, { a: 1 }],
    [{ FunctionName: functionArn('echo'), Payload: 'text' }, 'text'],
    [{ FunctionName: functionArn('echo') }, {}],
    [{ FunctionName: functionArn('echo'), Payload: null }, null],
  ])('sends the payload of %j', async (Parameters, expected) => {
    expect((await fixture.run(chain(['F', invoke('echo', { Parameters })]))).output).toEqual(expected);
  });

  it.each([{ FunctionNam: 'f' }, {}, { FunctionName: 'f', InvocationType: 'Event' }])(
    'refuses the parameters %j',
    async (Parameters) => {
      expect(await fixture.run(chain(['F', invoke('echo', { Parameters })]))).toMatchObject({
        error: 'States.Runtime',
      });
    },
  );
});

describe('Retry', () => {
  const retry = (...Retry: object[]) => ({ Retry });

  it('waits as the retrier says and counts the attempts', async () => {
    const rule = {
      ErrorEquals: ['ModelThrottled'],
      IntervalSeconds: 2,
      BackoffRate: 3,
      MaxAttempts: 3,
      MaxDelaySeconds: 10,
    };
    const { error, arn } = await fixture.run(chain(['F', invoke('failing', retry(rule))]));

    expect(error).toBe('ModelThrottled');
    expect(failures).toBe(4);
    expect(sleeper.milliseconds).toEqual([2000, 6000, 10_000]);
    const links = (await fixture.chain(arn)).slice(2, 9);
    expect(links).toEqual([
      '3<2 TaskScheduled',
      '4<3 TaskStarted',
      '5<4 TaskFailed',
      '6<5 TaskScheduled',
      '7<6 TaskStarted',
      '8<7 TaskFailed',
      '9<8 TaskScheduled',
    ]);
  });

  it('draws from the whole delay with full jitter', async () => {
    const rule = { ErrorEquals: ['ModelThrottled'], IntervalSeconds: 2, JitterStrategy: 'FULL', MaxAttempts: 2 };
    await fixture.run(chain(['F', invoke('failing', retry(rule))]));
    expect(sleeper.milliseconds).toEqual([1000, 2000]);
  });

  it('goes on with the result once an attempt succeeds', async () => {
    const { output } = await fixture.run(chain(['F', invoke('recovering', retry({ ErrorEquals: ['States.ALL'] }))]));
    expect(output).toBe('well');
    expect(sleeper.milliseconds).toEqual([1000, 2000]);
  });

  it('tells the state how often it was retried', async () => {
    const Parameters = { FunctionName: functionArn('recovering'), 'Payload.$': '$$.State.RetryCount' };
    const { arn } = await fixture.run(
      chain(['F', invoke('recovering', { Parameters, ...retry({ ErrorEquals: ['States.TaskFailed'] }) })]),
    );
    const scheduled = (await fixture.events(arn)).flatMap(({ taskScheduledEventDetails }) =>
      taskScheduledEventDetails === undefined
        ? []
        : JSON.parse((taskScheduledEventDetails as { parameters: string }).parameters).Payload,
    );
    expect(scheduled).toEqual([0, 1, 2]);
  });

  it('does not retry when MaxAttempts is 0, nor errors that no retrier names', async () => {
    await fixture.run(chain(['F', invoke('failing', retry({ ErrorEquals: ['ModelThrottled'], MaxAttempts: 0 }))]));
    expect(failures).toBe(1);
    await fixture.run(chain(['F', invoke('failing', retry({ ErrorEquals: ['Other'] }))]));
    expect(failures).toBe(2);
    expect(sleeper.milliseconds).toEqual([]);
  });

  it('counts every retrier by itself', async () => {
    const rules = [
      { ErrorEquals: ['Lambda.TooManyRequestsException'], MaxAttempts: 1 },
      { ErrorEquals: ['States.ALL'], IntervalSeconds: 5, MaxAttempts: 1 },
    ];
    await fixture.run(chain(['F', invoke('failing', retry(...rules))]));
    expect(sleeper.milliseconds).toEqual([5000]);
  });

  it.each([
    ['States.Runtime', { Parameters: { 'FunctionName.$': '$.missing' } }],
    ['States.DataLimitExceeded', { Parameters: { FunctionName: functionArn('large') } }],
  ])('never covers %s by States.ALL', async (error, extra) => {
    const states = invoke('large', {
      ...extra,
      ...retry({ ErrorEquals: ['States.ALL'] }),
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'F' }],
    });
    expect(await fixture.run(chain(['F', states]))).toMatchObject({ status: 'FAILED', error });
    expect(sleeper.milliseconds).toEqual([]);
  });
});

describe('Catch', () => {
  const caught = (catcher: object, name = 'broken') =>
    fixture.run(
      {
        StartAt: 'F',
        States: {
          F: {
            ...invoke(name, { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'After', ...catcher }] }),
            Next: 'Never',
          },
          Never: { Type: 'Fail', Error: 'Never' },
          After: { Type: 'Pass', End: true },
        },
      },
      { key: 'k' },
    );
  const report = { Error: 'InvalidInput', Cause: '{"errorType":"InvalidInput","errorMessage":"no key","trace":[]}' };

  it.each([
    [{}, report],
    [{ ResultPath: '$.failure' }, { key: 'k', failure: report }],
    [{ ResultPath: null }, { key: 'k' }],
    [{ ErrorEquals: ['States.TaskFailed'] }, report],
    [{ ErrorEquals: ['Other', 'InvalidInput'] }, report],
  ])('hands on what %j says', async (catcher, output) => {
    expect(await caught(catcher)).toMatchObject({ status: 'SUCCEEDED', output });
  });

  it('covers States.DataLimitExceeded by its name', async () => {
    expect((await caught({ ErrorEquals: ['States.DataLimitExceeded'] }, 'large')).status).toBe('SUCCEEDED');
  });

  it('leaves an error alone that it does not name', async () => {
    expect(await caught({ ErrorEquals: ['Other'] })).toMatchObject({ status: 'FAILED', error: 'InvalidInput' });
  });

  it('records that the state was left', async () => {
    const { arn } = await caught({});
    expect((await fixture.chain(arn)).slice(4)).toEqual([
      '5<4 TaskFailed',
      '6<5 TaskStateExited',
      '7<6 PassStateEntered',
      '8<7 PassStateExited',
      '9<8 ExecutionSucceeded',
    ]);
  });
});
