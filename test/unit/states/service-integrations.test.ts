import { AwsError } from '../../../local/protocol/aws-error';
import type { JsonObject, ServiceCall } from '../../../local/protocol/operations';
import { chain, FunctionError, functionArn, RecordingSleeper, ROLE_ARN, StatesFixture } from './states-fixture';

const calls: { operation: string; input: JsonObject; call: ServiceCall }[] = [];
const answers: Record<string, (input: JsonObject) => JsonObject> = {};
const operation = (name: string) => async (input: JsonObject, call: ServiceCall) => {
  calls.push({ operation: name, input, call });
  return answers[name]?.(input) ?? {};
};
const table = (...names: string[]) => Object.fromEntries(names.map((name) => [name, operation(name)]));
const denied = new Set<string>();
const fixture = new StatesFixture({
  sleeper: new RecordingSleeper(),
  denied,
  functions: {
    broken: () => {
      throw new FunctionError('E', 'broken');
    },
  },
  tables: {
    sqs: table('SendMessage'),
    sns: table('Publish'),
    ssm: table('GetParameter'),
    events: table('PutEvents'),
    sagemaker: table('CreateTrainingJob', 'DescribeTrainingJob', 'StopTrainingJob'),
  },
});
beforeAll(() => fixture.open());
afterAll(() => fixture.close());
beforeEach(() => {
  calls.length = 0;
  denied.clear();
  for (const name of Object.keys(answers)) delete answers[name];
});

const task = (resource: string, Parameters: object, extra: object = {}) =>
  chain(['T', { Type: 'Task', Resource: `arn:aws:states:::${resource}`, Parameters, ...extra }]);
const fail =
  (code: string, message: string, status = 400) =>
  () => {
    throw new AwsError(code, message, status);
  };

describe('request and response', () => {
  it('calls the operation as the machine’s role, with JSON written as text', async () => {
    answers.SendMessage = () => ({ MessageId: 'm', MD5OfMessageBody: 'd' });
    const { output } = await fixture.run(task('sqs:sendMessage', { QueueUrl: 'q', 'MessageBody.$': '$' }), { a: 1 });

    expect(calls).toMatchObject([
      {
        operation: 'SendMessage',
        input: { QueueUrl: 'q', MessageBody: '{"a":1}' },
        call: { principal: { kind: 'role', roleArn: ROLE_ARN } },
      },
    ]);
    expect(output).toMatchObject({ MessageId: 'm', MD5OfMessageBody: 'd', SdkHttpMetadata: { HttpStatusCode: 200 } });
  });

  it('adds machine and execution to the resources of events', async () => {
    answers.PutEvents = () => ({ FailedEntryCount: 0, Entries: [{ EventId: 'e' }] });
    const Entries = [{ Source: 's', DetailType: 'ImageAccepted', Detail: { a: 1 }, Resources: ['r'] }];
    const { arn, output } = await fixture.run(task('events:putEvents', { Entries }));

    expect(output).toEqual({ FailedEntryCount: 0, Entries: [{ EventId: 'e' }] });
    expect(calls[0]?.input).toEqual({
      Entries: [
        {
          ...Entries[0],
          Detail: '{"a":1}',
          Resources: ['r', 'arn:aws:states:us-east-1:000000000000:stateMachine:machine', arn],
        },
      ],
    });
  });

  it('fails with EventBridge.FailedEntry when an entry is refused', async () => {
    const refused = { FailedEntryCount: 1, Entries: [{ ErrorCode: 'MalformedDetail' }] };
    answers.PutEvents = () => refused;
    const { error, cause } = await fixture.run(task('events:putEvents', { Entries: [{ Detail: 'x' }] }));
    expect({ error, cause }).toEqual({ error: 'EventBridge.FailedEntry', cause: JSON.stringify(refused) });
  });

  it('gives an aws-sdk call the bare response, with ISO times', async () => {
    answers.GetParameter = () => ({ Parameter: { Name: 'n', Value: 'v', LastModifiedDate: 1_700_000_000.5 } });
    const { output } = await fixture.run(task('aws-sdk:ssm:getParameter', { Name: 'n' }));
    expect(output).toEqual({ Parameter: { Name: 'n', Value: 'v', LastModifiedDate: '2023-11-14T22:13:20.500Z' } });
  });

  it.each([
    [
      'aws-sdk:ssm:getParameter',
      'GetParameter',
      fail('ParameterNotFound', 'none'),
      'Ssm.ParameterNotFoundException',
      'none (Service: Ssm, Status Code: 400, Request ID: ',
    ],
    [
      'aws-sdk:ssm:getParameter',
      'GetParameter',
      fail('AccessDenied', 'ssm:GetParameter', 403),
      'Ssm.SsmException',
      'ssm:GetParameter (Service: Ssm, Status Code: 403',
    ],
    [
      'sagemaker:createTrainingJob',
      'CreateTrainingJob',
      fail('ResourceLimitExceeded', 'full'),
      'SageMaker.ResourceLimitExceededException',
      'Error Code: ResourceLimitExceeded',
    ],
    [
      'sagemaker:createTrainingJob',
      'CreateTrainingJob',
      fail('ValidationException', 'bad'),
      'SageMaker.AmazonSageMakerException',
      'bad (Service: AmazonSageMaker; Status Code: 400; Error Code: ValidationException',
    ],
    ['sns:publish', 'Publish', fail('NotFound', 'no topic', 404), 'SNS.NotFoundException', 'no topic'],
    [
      'sqs:sendMessage',
      'SendMessage',
      fail('AWS.SimpleQueueService.NonExistentQueue', 'gone'),
      'SQS.NonExistentQueueException',
      'gone',
    ],
  ])('%s that answers with an error fails as %4$s', async (resource, name, answer, error, cause) => {
    answers[name] = answer;
    expect(await fixture.run(task(resource, {}))).toMatchObject({ error, cause: expect.stringContaining(cause) });
  });
});

describe('sagemaker:createTrainingJob.sync', () => {
  const job = (extra: object = {}) => task('sagemaker:createTrainingJob.sync', { TrainingJobName: 'Job-1' }, extra);
  const becomes = (...statuses: string[]) => {
    answers.CreateTrainingJob = () => ({ TrainingJobArn: 'arn:job' });
    answers.DescribeTrainingJob = () => ({
      TrainingJobName: 'Job-1',
      TrainingJobStatus: statuses.length > 1 ? statuses.shift() : statuses[0],
      CreationTime: 1_700_000_000,
    });
  };

  it('waits for the job and gives its description', async () => {
    becomes('InProgress', 'InProgress', 'Completed');
    const { arn, output } = await fixture.run(job());

    expect(output).toEqual({
      TrainingJobName: 'Job-1',
      TrainingJobStatus: 'Completed',
      CreationTime: 1_700_000_000_000,
    });
    expect(calls.map((call) => call.operation)).toEqual([
      'CreateTrainingJob',
      'DescribeTrainingJob',
      'DescribeTrainingJob',
      'DescribeTrainingJob',
    ]);
    const events = await fixture.events(arn);
    expect(events.map(({ type }) => type).slice(2, 6)).toEqual([
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
    ]);
    expect(events[4]?.taskSubmittedEventDetails).toMatchObject({
      resource: 'createTrainingJob.sync',
      resourceType: 'sagemaker',
    });
  });

  it.each(['Failed', 'Stopped'])(
    'fails with States.TaskFailed and the description when the job is %s',
    async (status) => {
      becomes('InProgress', status);
      const { error, cause } = await fixture.run(job());
      expect(error).toBe('States.TaskFailed');
      expect(JSON.parse(cause ?? '')).toMatchObject({ TrainingJobName: 'Job-1', TrainingJobStatus: status });
      expect(calls.some((call) => call.operation === 'StopTrainingJob')).toBe(false);
    },
  );

  it('stops the job when the execution is stopped', async () => {
    becomes('InProgress');
    const executionArn = await fixture.start(job());
    while (!calls.some((call) => call.operation === 'DescribeTrainingJob')) await new Promise(setImmediate);
    await fixture.call('StopExecution', { executionArn });
    await new Promise(setImmediate);
    expect(calls.at(-1)).toMatchObject({ operation: 'StopTrainingJob', input: { TrainingJobName: 'Job-1' } });
  });

  it('records that a job was not taken', async () => {
    answers.CreateTrainingJob = fail('ResourceInUse', 'taken');
    const { arn, error } = await fixture.run(job());
    expect(error).toBe('SageMaker.ResourceInUseException');
    expect((await fixture.events(arn)).map(({ type }) => type)).toContain('TaskSubmitFailed');
  });

  it('asks for the right to stop the job before it hands it in', async () => {
    denied.add('sagemaker:StopTrainingJob');
    const { error, cause } = await fixture.run(job());
    expect(error).toBe('SageMaker.AmazonSageMakerException');
    expect(cause).toContain('sagemaker:StopTrainingJob on arn:aws:sagemaker:us-east-1:000000000000:training-job/job-1');
    expect(calls).toEqual([]);
  });

  it.each(['events:PutTargets', 'events:PutRule', 'events:DescribeRule'])(
    'does not start without %s on the managed rule',
    async (action) => {
      denied.add(action);
      const rule = 'rule/StepFunctionsGetEventsForSageMakerTrainingJobsRule';
      await expect(fixture.start(job())).rejects.toThrow(`${action} on arn:aws:events:us-east-1:000000000000:${rule}`);
    },
  );
});

describe('states:startExecution', () => {
  const child = (definition: object) => fixture.machine(definition, 'child');
  const parent = (pattern: string, StateMachineArn: string, extra: object = {}) =>
    task(`states:startExecution${pattern}`, { StateMachineArn, Input: { n: 1 }, ...extra });

  it('starts an execution and goes on', async () => {
    const arn = child(chain(['C', { Type: 'Pass' }]));
    const { output } = await fixture.run(parent('', arn, { Name: 'named' }));
    expect(output).toMatchObject({
      ExecutionArn: `${arn.replace('stateMachine', 'execution')}:named`,
      StartDate: expect.any(Number),
    });
  });

  it('waits with .sync:2 and gives input and output as JSON', async () => {
    const arn = child(chain(['C', { Type: 'Pass', Result: { done: true } }]));
    const { output } = await fixture.run(parent('.sync:2', arn));
    expect(output).toMatchObject({
      Status: 'SUCCEEDED',
      StateMachineArn: arn,
      Input: { n: 1 },
      Output: { done: true },
    });
  });

  it('waits with .sync and gives input and output as text', async () => {
    const { output } = await fixture.run(parent('.sync', child(chain(['C', { Type: 'Pass' }]))));
    expect(output).toMatchObject({ Status: 'SUCCEEDED', Input: '{"n":1}', Output: '{"n":1}' });
  });

  it('fails with States.TaskFailed when the execution fails', async () => {
    const arn = child(chain(['C', { Type: 'Task', Resource: functionArn('broken') }]));
    const { error, cause } = await fixture.run(parent('.sync:2', arn));
    expect(error).toBe('States.TaskFailed');
    expect(JSON.parse(cause ?? '')).toMatchObject({ Status: 'FAILED', Error: 'E' });
  });

  it('fails by the name of the service’s error', async () => {
    const { error } = await fixture.run(parent('', 'arn:aws:states:us-east-1:000000000000:stateMachine:none'));
    expect(error).toBe('StepFunctions.StateMachineDoesNotExistException');
  });
});
