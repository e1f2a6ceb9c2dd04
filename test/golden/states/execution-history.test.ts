import { functionArn, StatesFixture } from '../../unit/states/states-fixture';

/**
 * The history of a real execution of three functions on AWS, as GetExecutionHistory gave it: types, links and the names of all
 * members, in order.
 */
const REAL_HISTORY = [
  '1<0 ExecutionStarted executionStartedEventDetails{input,inputDetails,roleArn}',
  '2<0 TaskStateEntered stateEnteredEventDetails{input,inputDetails,name}',
  '3<2 TaskScheduled taskScheduledEventDetails{parameters,region,resource,resourceType}',
  '4<3 TaskStarted taskStartedEventDetails{resource,resourceType}',
  '5<4 TaskSucceeded taskSucceededEventDetails{output,outputDetails,resource,resourceType}',
  '6<5 TaskStateExited stateExitedEventDetails{name,output,outputDetails}',
  '7<6 TaskStateEntered stateEnteredEventDetails{input,inputDetails,name}',
  '8<7 TaskScheduled taskScheduledEventDetails{parameters,region,resource,resourceType}',
  '9<8 TaskStarted taskStartedEventDetails{resource,resourceType}',
  '10<9 TaskSucceeded taskSucceededEventDetails{output,outputDetails,resource,resourceType}',
  '11<10 TaskStateExited stateExitedEventDetails{name,output,outputDetails}',
  '12<11 TaskStateEntered stateEnteredEventDetails{input,inputDetails,name}',
  '13<12 TaskScheduled taskScheduledEventDetails{parameters,region,resource,resourceType}',
  '14<13 TaskStarted taskStartedEventDetails{resource,resourceType}',
  '15<14 TaskSucceeded taskSucceededEventDetails{output,outputDetails,resource,resourceType}',
  '16<15 TaskStateExited stateExitedEventDetails{name,output,outputDetails}',
  '17<16 ExecutionSucceeded executionSucceededEventDetails{output,outputDetails}',
];

function shape(event: Readonly<Record<string, unknown>>): string {
  const member = Object.keys(event).find((name) => name.endsWith('EventDetails'));
  const details = Object.keys(event[member ?? ''] as object).sort();
  return `${event.id}<${event.previousEventId} ${event.type} ${member}{${details}}`;
}

const task = (name: string, rest: object) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  OutputPath: '$.Payload',
  Parameters: { 'Payload.$': '$', FunctionName: `${functionArn(name)}:$LATEST` },
  Retry: [{ ErrorEquals: ['Lambda.ServiceException'], IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 2 }],
  ...rest,
});

describe('the history of three functions', () => {
  const fixture = new StatesFixture({
    functions: {
      serialize: (input) => ({ statusCode: 200, body: input }),
      predict: (input) => input,
      filter: (input) => input,
    },
  });
  beforeAll(() => fixture.open());
  afterAll(() => fixture.close());

  it('has the events, links and members of a real one', async () => {
    const definition = {
      StartAt: 'serialize',
      States: {
        serialize: task('serialize', { Next: 'predict' }),
        predict: task('predict', { Next: 'filter' }),
        filter: task('filter', { End: true }),
      },
    };
    const input = { image_data: '', s3_bucket: 'images', s3_key: 'test/motorcycle_s_000615.png' };

    const { arn, output, status } = await fixture.run(definition, input);

    expect((await fixture.events(arn)).map(shape)).toEqual(REAL_HISTORY);
    expect({ status, output }).toEqual({ status: 'SUCCEEDED', output: { statusCode: 200, body: input } });
  });

  it('gives a task the result members of Invoke', async () => {
    const { arn } = await fixture.run(
      { StartAt: 'filter', States: { filter: task('filter', { End: true }) } },
      { a: 1 },
    );
    const succeeded = (await fixture.events(arn)).find(({ type }) => type === 'TaskSucceeded');
    const details = succeeded?.taskSucceededEventDetails as { output: string } | undefined;
    const result = JSON.parse(details?.output ?? '{}');

    expect(Object.keys(result)).toEqual([
      'ExecutedVersion',
      'Payload',
      'SdkHttpMetadata',
      'SdkResponseMetadata',
      'StatusCode',
    ]);
    expect(result).toMatchObject({ ExecutedVersion: '$LATEST', Payload: { a: 1 }, StatusCode: 200 });
  });
});
