import { Match, type Template } from 'aws-cdk-lib/assertions';
import { statements } from '../policies';
import { synthesized } from '../synthesized';

const SERVERLESS = { serving: { mode: 'serverless', memoryMb: 3072, maxConcurrency: 7 } };
const servingOf = (name: string, changes: object = {}): Template => synthesized(name, changes).templates.serving;

let template: Template;
beforeAll(() => {
  template = servingOf('local');
});

const CONDITIONAL = [
  'AWS::SageMaker::Model',
  'AWS::SageMaker::EndpointConfig',
  'AWS::SageMaker::Endpoint',
  'AWS::ApplicationAutoScaling::ScalableTarget',
  'AWS::ApplicationAutoScaling::ScalingPolicy',
];

it('reads the model package from the parameter that releases write', () => {
  template.hasParameter('ModelPackage', {
    Type: 'AWS::SSM::Parameter::Value<String>',
    Default: '/second-look/local/model-package',
  });
  template.hasResourceProperties('AWS::SageMaker::Model', {
    PrimaryContainer: { ModelPackageName: { Ref: 'ModelPackage' } },
    EnableNetworkIsolation: true,
  });
});

it('leaves model, configuration, endpoint and scaling out while there is none, and nothing else', () => {
  template.hasCondition('ModelReleased', { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'ModelPackage' }, 'none'] }] });
  const { Resources } = template.toJSON() as { Resources: Record<string, { Type: string; Condition?: string }> };
  const conditional = Object.values(Resources).filter(({ Condition }) => Condition !== undefined);
  expect(conditional.map(({ Type }) => Type).sort()).toEqual([...CONDITIONAL].sort());
  expect(new Set(conditional.map(({ Condition }) => Condition))).toEqual(new Set(['ModelReleased']));
});

it('is the only stack with a condition', () => {
  const { storage, training, workflow } = synthesized('local').templates;
  for (const each of [storage, training, workflow]) expect(each.toJSON()).not.toHaveProperty('Conditions');
});

it('names the endpoint, and lets CloudFormation name what is replaced', () => {
  template.hasResourceProperties('AWS::SageMaker::Endpoint', { EndpointName: 'second-look-local' });
  template.hasResourceProperties('AWS::SageMaker::Model', { ModelName: Match.absent() });
  template.hasResourceProperties('AWS::SageMaker::EndpointConfig', { EndpointConfigName: Match.absent() });
});

it('lets SageMaker read the alarms that take a deployment back, where there are instances', () => {
  const watching = (of: Template) =>
    statements(of, 'EndpointRole').filter((line) => line.startsWith('WatchRollbackAlarms'));
  expect(watching(template)).toEqual([
    expect.stringMatching(
      /^WatchRollbackAlarms: cloudwatch:DescribeAlarms on \S*AlarmsServerErrors\S+ \S*AlarmsLatency\S+$/,
    ),
  ]);
  expect(watching(servingOf('local', SERVERLESS))).toEqual([]);
});

it('serves one variant that never changes its name', () => {
  template.hasResourceProperties('AWS::SageMaker::EndpointConfig', {
    ProductionVariants: [
      Match.objectLike({ VariantName: 'AllTraffic', InstanceType: 'ml.m5.xlarge', InitialInstanceCount: 1 }),
    ],
  });
});

describe('capture', () => {
  it('takes input and output; CSV and JSON stay text', () => {
    template.hasResourceProperties('AWS::SageMaker::EndpointConfig', {
      DataCaptureConfig: {
        EnableCapture: true,
        InitialSamplingPercentage: 100,
        CaptureOptions: [{ CaptureMode: 'Input' }, { CaptureMode: 'Output' }],
        CaptureContentTypeHeader: { CsvContentTypes: ['text/csv'], JsonContentTypes: ['application/json'] },
        KmsKeyId: Match.anyValue(),
      },
    });
  });

  it('takes the configured percentage', () => {
    servingOf('local', { capture: { percentage: 0 } }).hasResourceProperties('AWS::SageMaker::EndpointConfig', {
      DataCaptureConfig: { InitialSamplingPercentage: 0 },
    });
  });

  it('can be switched off, and then the endpoint may not write', () => {
    const off = servingOf('local', { capture: { enabled: false } });
    off.hasResourceProperties('AWS::SageMaker::EndpointConfig', { DataCaptureConfig: Match.absent() });
    expect(statements(off, 'EndpointRole').join('\n')).not.toContain('WriteCaptures');
  });
});

describe('deployment', () => {
  it('moves all traffic of a single instance at once, watched by two alarms', () => {
    template.hasResourceProperties('AWS::SageMaker::Endpoint', {
      DeploymentConfig: {
        BlueGreenUpdatePolicy: {
          TrafficRoutingConfiguration: { Type: 'ALL_AT_ONCE', CanarySize: Match.absent() },
          TerminationWaitInSeconds: 300,
        },
        AutoRollbackConfiguration: { Alarms: [Match.anyValue(), Match.anyValue()] },
      },
    });
  });

  it('sends one instance’s share first where a canary is configured', () => {
    servingOf('prod').hasResourceProperties('AWS::SageMaker::Endpoint', {
      DeploymentConfig: {
        BlueGreenUpdatePolicy: {
          TrafficRoutingConfiguration: {
            Type: 'CANARY',
            CanarySize: { Type: 'INSTANCE_COUNT', Value: 1 },
            WaitIntervalInSeconds: 600,
          },
        },
      },
    });
  });

  it('keeps the instances that scaling has added', () => {
    template.hasResourceProperties('AWS::SageMaker::Endpoint', {
      RetainAllVariantProperties: true,
      ExcludeRetainedVariantProperties: [{ VariantPropertyType: 'DataCaptureConfig' }],
    });
  });
});

it('scales by invocations per instance between the configured bounds', () => {
  template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', {
    MinCapacity: 1,
    MaxCapacity: 2,
    ResourceId: 'endpoint/second-look-local/variant/AllTraffic',
  });
  template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 1000,
      PredefinedMetricSpecification: { PredefinedMetricType: 'SageMakerVariantInvocationsPerInstance' },
    },
  });
});

it('encrypts the volume, but not by a key where the instance has local storage', () => {
  template.hasResourceProperties('AWS::SageMaker::EndpointConfig', { KmsKeyId: Match.anyValue() });
  const local = servingOf('local', { serving: { mode: 'realtime', instanceType: 'ml.g5.xlarge' } });
  local.hasResourceProperties('AWS::SageMaker::EndpointConfig', { KmsKeyId: Match.absent() });
  expect(statements(local, 'EndpointRole').join('\n')).not.toContain('EncryptVolume');
});

it('keeps the endpoint’s log as long as every other', () => {
  template.hasResourceProperties('AWS::Logs::LogGroup', {
    LogGroupName: '/aws/sagemaker/Endpoints/second-look-local',
    RetentionInDays: 1,
  });
});

it('lets the endpoint do exactly this', () => {
  expect(statements(template, 'EndpointRole')).toEqual([
    expect.stringMatching(/^PullImage: ecr:\S+ ecr:\S+ ecr:\S+ on \{trainingrepositoryarn\}$/),
    'LogInToRegistry: ecr:GetAuthorizationToken on *',
    'WriteLog: logs:CreateLogStream logs:DescribeLogStreams logs:PutLogEvents on ' +
      'arn:aws:logs:us-east-1:000000000000:log-group:/aws/sagemaker/Endpoints/second-look-local ' +
      'arn:aws:logs:us-east-1:000000000000:log-group:/aws/sagemaker/Endpoints/second-look-local:*',
    'PublishMetrics: cloudwatch:PutMetricData on * if {"StringEquals":{"cloudwatch:namespace":"/aws/sagemaker/Endpoints"}}',
    'UseKey: kms:Decrypt kms:Encrypt kms:GenerateDataKey on {keyarn}',
    'EncryptVolume: kms:CreateGrant on {keyarn} if {"Bool":{"kms:GrantIsForAWSResource":"true"}}',
    'ReadModels: s3:GetObject on arn:aws:s3:::{modelsbucket}/*/output/model.tar.gz',
    expect.stringMatching(/^WatchRollbackAlarms: /),
    'WriteCaptures: s3:PutObject on arn:aws:s3:::{capturebucket}/data_capture/second-look-local/*',
  ]);
});

describe('serverless', () => {
  let serverless: Template;
  beforeAll(() => {
    serverless = servingOf('local', SERVERLESS);
  });

  it('has memory and concurrency instead of instances', () => {
    serverless.hasResourceProperties('AWS::SageMaker::EndpointConfig', {
      ProductionVariants: [
        {
          VariantName: 'AllTraffic',
          ModelName: Match.anyValue(),
          InitialVariantWeight: 1,
          ServerlessConfig: { MemorySizeInMB: 3072, MaxConcurrency: 7 },
        },
      ],
    });
  });

  it('has a model whose network is not isolated, which serverless endpoints refuse', () => {
    serverless.hasResourceProperties('AWS::SageMaker::Model', { EnableNetworkIsolation: false });
  });

  it('has neither capture nor scaling nor volume key nor fleets to shift traffic between', () => {
    serverless.hasResourceProperties('AWS::SageMaker::EndpointConfig', {
      DataCaptureConfig: Match.absent(),
      KmsKeyId: Match.absent(),
    });
    serverless.resourceCountIs('AWS::ApplicationAutoScaling::ScalableTarget', 0);
    serverless.hasResourceProperties('AWS::SageMaker::Endpoint', {
      DeploymentConfig: Match.absent(),
      RetainAllVariantProperties: Match.absent(),
    });
  });
});
