import { Match, type Template } from 'aws-cdk-lib/assertions';
import { statements } from '../policies';
import { synthesized } from '../synthesized';

let template: Template;
beforeAll(() => {
  template = synthesized('local').templates.training;
});

describe('evaluation queue', () => {
  it('hides a message for six times the longest run of a function', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      VisibilityTimeout: 5400,
      RedrivePolicy: { maxReceiveCount: 3, deadLetterTargetArn: Match.anyValue() },
    });
  });

  it('and its dead-letter queue are encrypted with the environment’s key and keep messages for 14 days', () => {
    const queues = Object.values(template.findResources('AWS::SQS::Queue'));
    expect(queues).toHaveLength(2);
    for (const { Properties } of queues) {
      expect(Properties).toMatchObject({
        KmsMasterKeyId: { Ref: expect.stringContaining('keyarn') },
        MessageRetentionPeriod: 14 * 24 * 3600,
      });
    }
  });

  it('and its dead-letter queue refuse requests without TLS', () => {
    const policies = Object.values(template.findResources('AWS::SQS::QueuePolicy'));
    expect(policies).toHaveLength(2);
    for (const { Properties } of policies) {
      expect(Properties.PolicyDocument.Statement).toEqual([
        expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      ]);
    }
  });
});

describe('model parameter', () => {
  it('is declared by no template', () => {
    const { templates } = synthesized('dev');
    for (const each of Object.values(templates)) {
      const names = Object.values(each.findResources('AWS::SSM::Parameter')).map(({ Properties }) => Properties.Name);
      expect(names).not.toContain('/second-look/dev/model-package');
    }
  });

  it('is ensured by a custom resource that must answer within two minutes', () => {
    template.hasResourceProperties('Custom::EnsureParameter', {
      ParameterName: '/second-look/local/model-package',
      InitialValue: 'none',
      ServiceTimeout: '120',
    });
  });

  it.each([
    ['retain', 'false', 'ssm:PutParameter'],
    ['destroy', 'true', 'ssm:PutParameter ssm:DeleteParameter'],
  ])('with removal %s is deleted with the stack: %s', (removal, deletes, actions) => {
    const { training } = synthesized('local', { removal }).templates;
    training.hasResourceProperties('Custom::EnsureParameter', { DeleteWithStack: deletes });
    const name = 'arn:aws:ssm:us-east-1:000000000000:parameter/second-look/local/model-package';
    expect(statements(training, 'EnsureParameter')).toContain(`EnsureModelPackageParameter: ${actions} on ${name}`);
  });

  it('waits for the function’s permissions', () => {
    template.hasResource('Custom::EnsureParameter', {
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('EnsureParameterRoleDefaultPolicy')]),
    });
  });
});

describe('repository of our image', () => {
  it('has immutable tags and scans what is pushed', () => {
    template.hasResourceProperties('AWS::ECR::Repository', {
      ImageTagMutability: 'IMMUTABLE',
      ImageScanningConfiguration: { ScanOnPush: true },
    });
  });

  it('does not exist where SageMaker’s image is used', () => {
    synthesized('dev').templates.training.resourceCountIs('AWS::ECR::Repository', 0);
  });
});

it('names the model package group, which CloudFormation does not, anew with each stack', () => {
  const [group] = Object.values(template.findResources('AWS::SageMaker::ModelPackageGroup'));
  const name = group?.Properties.ModelPackageGroupName;
  expect(name).toMatchObject({ 'Fn::Join': ['', ['second-look-local-', expect.anything()]] });
  expect(JSON.stringify(name)).toContain('AWS::StackId');
});

describe('removal', () => {
  const KEPT = ['AWS::SQS::Queue', 'AWS::ECR::Repository', 'AWS::SageMaker::ModelPackageGroup'];
  it.each([
    ['retain', 'RetainExceptOnCreate'],
    ['destroy', 'Delete'],
  ])('with %s gives queues, images and registry the policy %s', (removal, policy) => {
    const { training } = synthesized('local', { removal }).templates;
    const resources = KEPT.flatMap((type) => Object.values(training.findResources(type)));
    expect(resources).toHaveLength(4);
    expect(resources.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(resources.map(() => policy));
  });
});

it('lets a training job do exactly this', () => {
  expect(statements(template, 'TrainingRoleDefaultPolicy')).toEqual([
    expect.stringMatching(/^PullImage: ecr:\S+ ecr:\S+ ecr:\S+ on \{ImageRepository\w+\.Arn\}$/),
    'LogInToRegistry: ecr:GetAuthorizationToken on *',
    'WriteLog: logs:CreateLogGroup logs:CreateLogStream logs:DescribeLogStreams logs:PutLogEvents on ' +
      'arn:aws:logs:us-east-1:000000000000:log-group:/aws/sagemaker/TrainingJobs ' +
      'arn:aws:logs:us-east-1:000000000000:log-group:/aws/sagemaker/TrainingJobs:*',
    'PublishMetrics: cloudwatch:PutMetricData on * if {"StringEquals":{"cloudwatch:namespace":"/aws/sagemaker/TrainingJobs"}}',
    'UseKey: kms:Decrypt kms:Encrypt kms:GenerateDataKey on {keyarn}',
    'EncryptVolume: kms:CreateGrant on {keyarn} if {"Bool":{"kms:GrantIsForAWSResource":"true"}}',
    'ListTrainingData: s3:ListBucket on arn:aws:s3:::{imagesbucket} if ' +
      '{"StringLike":{"s3:prefix":["train/*","validation/*","train.lst*","validation.lst*"]}}',
    'ReadTrainingData: s3:GetObject on arn:aws:s3:::{imagesbucket}/train/* arn:aws:s3:::{imagesbucket}/validation/* ' +
      'arn:aws:s3:::{imagesbucket}/train.lst* arn:aws:s3:::{imagesbucket}/validation.lst*',
    'WriteModels: s3:PutObject on arn:aws:s3:::{modelsbucket}/*/output/*',
  ]);
});

it('lets the state machine do exactly this', () => {
  expect(statements(template, 'TrainModelRole')).toEqual([
    'RunTrainingJobs: sagemaker:AddTags sagemaker:CreateTrainingJob sagemaker:DescribeTrainingJob ' +
      'sagemaker:ListTags sagemaker:StopTrainingJob on arn:aws:sagemaker:us-east-1:000000000000:training-job/second-look-local-*',
    expect.stringMatching(
      /^HandOverTrainingRole: iam:PassRole on \{TrainingRole\w+\.Arn\} if .*"sagemaker\.amazonaws\.com"/,
    ),
    'HearOfJobsThatEnd: events:DescribeRule events:PutRule events:PutTargets on ' +
      'arn:aws:events:us-east-1:000000000000:rule/StepFunctionsGetEventsForSageMakerTrainingJobsRule',
    expect.stringMatching(/^-: logs:CreateLogDelivery .* on \*$/),
    expect.stringMatching(/^-: xray:PutTraceSegments .* on \*$/),
  ]);
});
