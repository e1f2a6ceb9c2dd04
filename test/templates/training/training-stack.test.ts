import { Match, type Template } from 'aws-cdk-lib/assertions';
import { statements } from '../policies';
import { synthesized } from '../synthesized';

let template: Template;
beforeAll(() => {
  template = synthesized('local').templates.training;
});

describe('queues', () => {
  it('of evaluations hides a message for six times the longest run of a function', () => {
    template.hasResourceProperties('AWS::SQS::Queue', {
      VisibilityTimeout: 5400,
      RedrivePolicy: { maxReceiveCount: 5, deadLetterTargetArn: Match.anyValue() },
    });
  });

  it('and dead-letter queues are encrypted with the environment’s key and keep messages for 14 days', () => {
    const queues = Object.values(template.findResources('AWS::SQS::Queue'));
    expect(queues).toHaveLength(3);
    for (const { Properties } of queues) {
      expect(Properties).toMatchObject({
        KmsMasterKeyId: { Ref: expect.stringContaining('keyarn') },
        MessageRetentionPeriod: 14 * 24 * 3600,
      });
    }
  });

  it('and dead-letter queues refuse requests without TLS', () => {
    const policies = Object.values(template.findResources('AWS::SQS::QueuePolicy'));
    expect(policies).toHaveLength(3);
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
    expect(resources).toHaveLength(5);
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

it('lets a candidate that is judged do exactly this', () => {
  expect(statements(template, 'TransformRoleDefaultPolicy').slice(6)).toEqual([
    'ReadCandidate: s3:GetObject on arn:aws:s3:::{modelsbucket}/*/output/model.tar.gz',
    'ReadJudgedData: s3:GetObject on arn:aws:s3:::{imagesbucket}/validation/* arn:aws:s3:::{imagesbucket}/test/*',
    'FindManifest: s3:ListBucket on arn:aws:s3:::{modelsbucket} if {"StringLike":{"s3:prefix":"runs/*"}}',
    'ReadManifest: s3:GetObject on arn:aws:s3:::{modelsbucket}/runs/*',
    'WriteAnswers: s3:PutObject on arn:aws:s3:::{modelsbucket}/runs/*',
  ]);
});

it('lets the state machine do exactly this', () => {
  const lines = statements(template, 'TrainModelRole');
  const words = lines.map((line) => line.slice(0, line.indexOf(' on ')));
  expect(words).toEqual([
    'InvokeHoldLease: lambda:InvokeFunction',
    'InvokePrepareTraining: lambda:InvokeFunction',
    'RunTrainingJobs: sagemaker:AddTags sagemaker:CreateTrainingJob sagemaker:DescribeTrainingJob sagemaker:ListTags sagemaker:StopTrainingJob',
    'HandOverTrainingRole: iam:PassRole',
    'HearOfTrainingJobsThatEnd: events:DescribeRule events:PutRule events:PutTargets',
    'MakeCandidates: sagemaker:AddTags sagemaker:CreateModel',
    'HandOverTransformRole: iam:PassRole',
    'RunTransformJobs: sagemaker:AddTags sagemaker:CreateTransformJob sagemaker:DescribeTransformJob sagemaker:ListTags sagemaker:StopTransformJob',
    'HearOfTransformJobsThatEnd: events:DescribeRule events:PutRule events:PutTargets',
    'InvokeJudgeModel: lambda:InvokeFunction',
    'DeleteCandidates: sagemaker:DeleteModel',
    'RegisterModels: sagemaker:CreateModelPackage',
    expect.stringMatching(/^-: logs:CreateLogDelivery /),
    expect.stringMatching(/^-: xray:PutTraceSegments /),
  ]);
  const jobs = 'arn:aws:sagemaker:us-east-1:000000000000';
  const of = (word: string): string => lines.find((line) => line.startsWith(`${word}:`))?.replace(/^.* on /, '') ?? '';
  expect(of('RunTrainingJobs')).toBe(`${jobs}:training-job/second-look-local-*`);
  expect(of('MakeCandidates')).toBe(`${jobs}:model/second-look-local-*`);
  expect(of('RunTransformJobs')).toBe(`${jobs}:transform-job/second-look-local-* ${jobs}:model/second-look-local-*`);
  expect(of('RegisterModels')).toMatch(
    /model-package-group\/second-look-local-\S+ \S+:model-package\/second-look-local-\S+\/\*$/,
  );
  for (const word of ['HandOverTrainingRole', 'HandOverTransformRole'])
    expect(of(word)).toContain('sagemaker.amazonaws.com');
});

describe('manifest that arrives', () => {
  it.each([
    [false, 'DISABLED'],
    [true, 'ENABLED'],
  ])('starts a training where startOnManifest is %s: the rule is %s', (startOnManifest, State) => {
    const { training } = synthesized('local', { training: { image: 'own', startOnManifest } }).templates;
    training.hasResourceProperties('AWS::Events::Rule', {
      State,
      EventPattern: {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: [Match.anyValue()] }, object: { key: ['dataset.json'] } },
      },
    });
  });

  it('rings for trainings that fail only where nobody watches them', () => {
    const failed = (startOnManifest: boolean) =>
      Object.values(
        synthesized('local', { training: { image: 'own', startOnManifest } }).templates.training.findResources(
          'AWS::CloudWatch::Alarm',
        ),
      ).filter(({ Properties }) => Properties.MetricName === 'ExecutionsFailed');
    expect(failed(false)).toHaveLength(0);
    expect(failed(true)).toHaveLength(1);
  });
});
