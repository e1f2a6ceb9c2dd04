import { Match, type Template } from 'aws-cdk-lib/assertions';
import { statements } from '../policies';
import { synthesized } from '../synthesized';

let template: Template;
beforeAll(() => {
  template = synthesized('local').templates.training;
});

it('hears of each message by itself, answers for each, and runs no more often at a time than configured', () => {
  template.hasResourceProperties('AWS::Lambda::EventSourceMapping', {
    BatchSize: 1,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    ScalingConfig: { MaximumConcurrency: 2 },
  });
  const { training } = synthesized('local', { evaluation: { maxConcurrency: 7 } }).templates;
  training.hasResourceProperties('AWS::Lambda::EventSourceMapping', { ScalingConfig: { MaximumConcurrency: 7 } });
});

it('hides a message six times as long as the function may run, and gives it up after five receipts', () => {
  const functions = template.findResources('AWS::Lambda::Function', {
    Properties: { Environment: { Variables: { POWERTOOLS_SERVICE_NAME: 'evaluate-model' } } },
  });
  const [made] = Object.values(functions);
  template.hasResourceProperties('AWS::SQS::Queue', {
    VisibilityTimeout: 6 * made?.Properties.Timeout,
    RedrivePolicy: { maxReceiveCount: 5 },
  });
  expect(made?.Properties.Environment.Variables.MAX_RECEIVES).toBe('5');
});

it('lets this function alone send to the queue that invokes it: a message may wait, and a set go on, more than sixteen times', () => {
  const loops = Object.values(template.findResources('AWS::Lambda::Function')).map(({ Properties }) => [
    Properties.Environment?.Variables.POWERTOOLS_SERVICE_NAME,
    Properties.RecursiveLoop,
  ]);
  expect(loops.filter(([, loop]) => loop !== undefined)).toEqual([['evaluate-model', 'Allow']]);
});

it('reads no message before it may', () => {
  template.hasResource('AWS::Lambda::EventSourceMapping', {
    DependsOn: Match.arrayWith([Match.stringLikeRegexp('EvaluateModelFunctionRoleDefaultPolicy')]),
  });
});

it('lets the function do exactly this', () => {
  const endpoint = 'arn:aws:sagemaker:us-east-1:000000000000:endpoint';
  const reports = 'arn:aws:s3:::{reportsbucket}';
  expect(statements(template, 'EvaluateModelFunctionRole')).toEqual([
    expect.stringMatching(/^-: xray:PutTraceSegments .* on \*$/),
    expect.stringMatching(/^WriteOwnLog: /),
    expect.stringMatching(
      /^ReadMessages: sqs:ReceiveMessage sqs:DeleteMessage sqs:GetQueueAttributes sqs:ChangeMessageVisibility on \{EvaluationQueue\w+\.Arn\}$/,
    ),
    expect.stringMatching(/^SendMessagesOn: sqs:SendMessage on \{EvaluationQueue\S+ \{EvaluationDeadLetters\S+$/),
    'UseKey: kms:Decrypt kms:GenerateDataKey on {keyarn}',
    `TellHowEndpointsAre: sagemaker:DescribeEndpoint on ${endpoint}/*`,
    `InvokeEndpoints: sagemaker:InvokeEndpoint on ${endpoint}/second-look-local`,
    'ReadReleasedModel: ssm:GetParameter on arn:aws:ssm:us-east-1:000000000000:parameter/second-look/local/released-model',
    'ReadTestData: s3:GetObject s3:GetObjectVersion on arn:aws:s3:::{imagesbucket}/*',
    `TellMissingData: s3:ListBucket on arn:aws:s3:::{imagesbucket} ${reports}`,
    `WriteReports: s3:PutObject on ${reports}/reports/evaluation/* ${reports}/evaluation_progress/* ${reports}/????-??-??/predictions/*`,
    `ReadProgress: s3:GetObject on ${reports}/reports/evaluation/* ${reports}/evaluation_progress/*`,
  ]);
});

it('may ask and read what the configuration adds', () => {
  const evaluation = { endpoints: ['bank-marketing'], readBuckets: ['shared-test-data'] };
  const { training } = synthesized('local', { evaluation }).templates;
  const lines = statements(training, 'EvaluateModelFunctionRole').join('\n');
  expect(lines).toMatch(/InvokeEndpoints: .*endpoint\/second-look-local \S+endpoint\/bank-marketing\n/);
  expect(lines).toMatch(/ReadTestData: .* arn:aws:s3:::shared-test-data\/\*/);
  expect(lines).toMatch(/TellMissingData: .* arn:aws:s3:::shared-test-data /);
});
