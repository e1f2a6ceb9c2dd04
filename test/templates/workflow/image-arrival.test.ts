import { Match } from 'aws-cdk-lib/assertions';
import { statements } from '../policies';
import { environmentText, synthesized } from '../synthesized';

it.each([
  [undefined, 'DISABLED'],
  [false, 'DISABLED'],
  [true, 'ENABLED'],
])('tells of arrivals where classifyOnArrival is %s: the rule is %s', (classifyOnArrival, State) => {
  const changes = classifyOnArrival === undefined ? {} : { incoming: { classifyOnArrival } };
  const { workflow } = synthesized('local', changes).templates;
  workflow.hasResourceProperties('AWS::Events::Rule', {
    State,
    EventPattern: {
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: { bucket: { name: [Match.anyValue()] }, object: { key: [{ prefix: 'incoming/' }] } },
    },
    Targets: [{ Arn: { 'Fn::GetAtt': [Match.stringLikeRegexp('StartClassification'), 'Arn'] } }],
  });
});

it.each(['dev', 'local', 'prod', 'staging'])('is off in %s until somebody turns it on', (name) => {
  expect(JSON.parse(environmentText(name))).not.toHaveProperty('incoming');
});

it('lets only that rule invoke the function, and the function start only that machine', () => {
  const { workflow } = synthesized('local').templates;
  workflow.hasResourceProperties('AWS::Lambda::Permission', {
    Principal: 'events.amazonaws.com',
    FunctionName: { 'Fn::GetAtt': [Match.stringLikeRegexp('StartClassification'), 'Arn'] },
    SourceArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ImageArrivalRule'), 'Arn'] },
  });
  expect(statements(workflow, 'ImageArrivalStartClassificationRole')).toEqual([
    '-: xray:PutTraceSegments xray:PutTelemetryRecords on *',
    expect.stringMatching(/^WriteOwnLog: logs:CreateLogStream logs:PutLogEvents on /),
    expect.stringMatching(/^StartClassifications: states:StartExecution on \S*WorkflowImageClassification\S*$/),
    expect.stringMatching(/^KeepArrivalsThatFailed: sqs:SendMessage on \S*ImageArrivalDeadLetters\S*$/),
    expect.stringMatching(/^UseKey: kms:Decrypt kms:GenerateDataKey on \S+$/),
  ]);
});

it('keeps what failed for two weeks, encrypted, and rings', () => {
  const { workflow } = synthesized('local').templates;
  const [[queue, { Properties }] = ['', { Properties: {} }]] = Object.entries(
    workflow.findResources('AWS::SQS::Queue'),
  ).filter(([id]) => id.startsWith('ImageArrivalDeadLetters'));
  expect(Properties).toMatchObject({ MessageRetentionPeriod: 1_209_600, KmsMasterKeyId: expect.anything() });
  workflow.hasResourceProperties('AWS::Lambda::Function', {
    DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': [queue, 'Arn'] } },
  });
  workflow.hasResourceProperties('AWS::CloudWatch::Alarm', {
    MetricName: 'ApproximateNumberOfMessagesVisible',
    Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queue, 'QueueName'] } }],
    Threshold: 1,
    AlarmDescription: Match.stringLikeRegexp('An image arrived and its classification could not be started'),
  });
});
