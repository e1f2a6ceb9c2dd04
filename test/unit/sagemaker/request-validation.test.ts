import type { OperationTable } from '../../../local/protocol/operations';
import { createEndpointInput } from '../../../local/sagemaker/hosting/endpoint';
import { createEndpointConfigInput } from '../../../local/sagemaker/hosting/endpoint-config';
import { createModelInput } from '../../../local/sagemaker/hosting/model';
import { modelPackageInput } from '../../../local/sagemaker/registry/model-package';
import { parseRequest } from '../../../local/sagemaker/request/parse-request';
import { trainingJobInput } from '../../../local/sagemaker/training/training-job-input';
import { transformJobInput } from '../../../local/sagemaker/transform/transform-job-input';
import { IMAGE, ROLE, TestLaptop } from '../../fixtures/sagemaker/laptop';
import { trainingRequest } from '../../fixtures/sagemaker/training-request';

const training = (changes: object) => parseRequest(trainingJobInput, { ...trainingRequest('job'), ...changes });
const resources = { InstanceType: 'ml.m5.large', InstanceCount: 1, VolumeSizeInGB: 1 };
const variant = { VariantName: 'v', ModelName: 'm', InstanceType: 'ml.m5.large', InitialInstanceCount: 1 };

describe('a training job', () => {
  it('is taken as it is when it is valid', () => {
    expect(training({}).StoppingCondition.MaxRuntimeInSeconds).toBe(600);
  });

  it.each([
    [
      'a name of 64 characters',
      { TrainingJobName: 'a'.repeat(64) },
      /^2 validation errors detected: Value 'a{64}' at 'trainingJobName' failed to satisfy constraint: Member must have length less than or equal to 63; /,
    ],
    [
      'a name with an underscore',
      { TrainingJobName: 'a_b' },
      "Value 'a_b' at 'trainingJobName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9]",
    ],
    [
      'no role',
      { RoleArn: undefined },
      "Value 'null' at 'roleArn' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a pipe as input mode',
      { AlgorithmSpecification: { TrainingImage: 'i', TrainingInputMode: 'Pipe' } },
      "Value 'Pipe' at 'algorithmSpecification.trainingInputMode' failed to satisfy constraint: Member must satisfy enum value set: [File, FastFile]",
    ],
    ['two instances', { ResourceConfig: { ...resources, InstanceCount: 2 } }, 'The laptop trains on one instance'],
    [
      'a volume key for an instance with a local disk',
      { ResourceConfig: { ...resources, InstanceType: 'ml.g4dn.xlarge', VolumeKmsKeyId: 'key' } },
      'VolumeKmsKeyId is not supported for instance types with local storage',
    ],
    [
      'spot without a maximum wait',
      { EnableManagedSpotTraining: true },
      'Invalid MaxWaitTimeInSeconds. It must be present and be greater than or equal to MaxRuntimeInSeconds',
    ],
    [
      'two channels of one name',
      {
        InputDataConfig: [
          ...(trainingRequest('a').InputDataConfig ?? []),
          ...(trainingRequest('a').InputDataConfig ?? []),
        ],
      },
      'channel names of InputDataConfig must be unique',
    ],
    [
      'a metric whose expression is none',
      {
        AlgorithmSpecification: {
          TrainingImage: 'i',
          TrainingInputMode: 'File',
          MetricDefinitions: [{ Name: 'm', Regex: '(' }],
        },
      },
      'has a Regex that is not one',
    ],
  ])('is refused with %s', (_, changes, message) => {
    expect(() => training(changes)).toThrow(message);
  });

  it.each([
    ['VpcConfig', { VpcConfig: { Subnets: ['s'], SecurityGroupIds: ['g'] } }],
    ['DebugHookConfig', { DebugHookConfig: {} }],
    [
      'AlgorithmSpecification.ContainerEntrypoint',
      { AlgorithmSpecification: { TrainingImage: 'i', TrainingInputMode: 'File', ContainerEntrypoint: ['x'] } },
    ],
  ])('names the parameter %s that it does not support', (name, changes) => {
    expect(() => training(changes)).toThrow(
      `The laptop's SageMaker does not support the parameter ${name}. Leave it out.`,
    );
  });

  it('may wait for spot capacity', () => {
    const StoppingCondition = { MaxRuntimeInSeconds: 60, MaxWaitTimeInSeconds: 60 };

    expect(training({ EnableManagedSpotTraining: true, StoppingCondition }).EnableManagedSpotTraining).toBe(true);
  });
});

it.each([
  [
    'a model with two kinds of containers',
    createModelInput,
    { ModelName: 'm', ExecutionRoleArn: ROLE, Containers: [], PrimaryContainer: { Image: IMAGE } },
    'either PrimaryContainer or Containers',
  ],
  [
    'a container of nothing',
    createModelInput,
    { ModelName: 'm', ExecutionRoleArn: ROLE, PrimaryContainer: {} },
    'either Image (with ModelDataUrl) or ModelPackageName',
  ],
  [
    'a variant without an instance',
    createEndpointConfigInput,
    { EndpointConfigName: 'c', ProductionVariants: [{ VariantName: 'v', ModelName: 'm' }] },
    'either ServerlessConfig, or InstanceType',
  ],
  [
    'two variants of one name',
    createEndpointConfigInput,
    { EndpointConfigName: 'c', ProductionVariants: [variant, variant] },
    'variant names of ProductionVariants must be unique',
  ],
  [
    'a volume key on a local disk',
    createEndpointConfigInput,
    { EndpointConfigName: 'c', KmsKeyId: 'k', ProductionVariants: [{ ...variant, InstanceType: 'ml.g5.xlarge' }] },
    'KmsKeyId is not supported',
  ],
  [
    'an odd serverless memory size',
    createEndpointConfigInput,
    {
      EndpointConfigName: 'c',
      ProductionVariants: [
        { VariantName: 'v', ModelName: 'm', ServerlessConfig: { MemorySizeInMB: 1000, MaxConcurrency: 1 } },
      ],
    },
    'MemorySizeInMB must be one of 1024',
  ],
  [
    'a canary above half',
    createEndpointInput,
    {
      EndpointName: 'e',
      EndpointConfigName: 'c',
      DeploymentConfig: {
        BlueGreenUpdatePolicy: {
          TrafficRoutingConfiguration: {
            Type: 'CANARY',
            WaitIntervalInSeconds: 0,
            CanarySize: { Type: 'CAPACITY_PERCENT', Value: 51 },
          },
        },
      },
    },
    'at most 50 percent',
  ],
  [
    'a rolling update',
    createEndpointInput,
    {
      EndpointName: 'e',
      EndpointConfigName: 'c',
      DeploymentConfig: {
        RollingUpdatePolicy: {},
        BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: 'ALL_AT_ONCE', WaitIntervalInSeconds: 0 } },
      },
    },
    'does not support the parameter DeploymentConfig.RollingUpdatePolicy',
  ],
  ['a package without a name', modelPackageInput, {}, 'Missing ARN'],
  [
    'a package with both names',
    modelPackageInput,
    { ModelPackageName: 'a', ModelPackageGroupName: 'b' },
    'Cannot determine which one to use',
  ],
  [
    'a transform of record files',
    transformJobInput,
    {
      TransformJobName: 't',
      ModelName: 'm',
      TransformInput: {
        DataSource: { S3DataSource: { S3DataType: 'S3Prefix', S3Uri: 's3://b/' } },
        SplitType: 'RecordIO',
      },
      TransformOutput: { S3OutputPath: 's3://b/o' },
      TransformResources: { InstanceType: 'ml.m5.large', InstanceCount: 1 },
    },
    'enum value set: [None, Line]',
  ],
])('refuses %s', (_, schema, input, message) => {
  expect(() => parseRequest(schema, input)).toThrow(message);
});

describe('the service', () => {
  let laptop: TestLaptop;
  let operations: OperationTable;

  beforeAll(async () => {
    laptop = await new TestLaptop().start();
    operations = laptop.service.operations;
  });
  afterAll(() => laptop.stop());

  const call = { principal: { kind: 'administrator', arn: 'a' }, requestId: 'r' } as const;

  it.each([
    ['DescribeTrainingJob', { TrainingJobName: 'x' }, 'Requested resource not found.'],
    ['StopTrainingJob', { TrainingJobName: 'x' }, 'Requested resource not found.'],
    ['DescribeTransformJob', { TransformJobName: 'x' }, 'Could not find requested job with name: x'],
    ['DescribeModel', { ModelName: 'x' }, 'Could not find model "arn:aws:sagemaker:us-east-1:000000000000:model/x".'],
    ['DescribeEndpointConfig', { EndpointConfigName: 'x' }, 'Could not find endpoint configuration "arn:'],
    ['DescribeEndpoint', { EndpointName: 'x' }, 'Could not find endpoint "arn:'],
    ['DeleteEndpoint', { EndpointName: 'x' }, 'Could not find endpoint "arn:'],
    ['CreateEndpoint', { EndpointName: 'x', EndpointConfigName: 'y' }, 'Could not find endpoint configuration "arn:'],
    ['ListModels', { NextToken: 'nonsense' }, 'Invalid pagination token.'],
  ])('answers %s of what is not there in the words of AWS', async (name, input, message) => {
    await expect(operations[name]?.(input, call)).rejects.toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining(message),
    });
  });

  it('refuses a prefix without objects before a job is made', async () => {
    await expect(operations.CreateTrainingJob?.({ ...trainingRequest('empty') }, call)).rejects.toThrow(
      /^No S3 objects found under S3 URL "s3:\/\/data\/train\/" given in input data source.*"s3:ListBucket" permissions on bucket "data"\.$/,
    );
    await expect(operations.DescribeTrainingJob?.({ TrainingJobName: 'empty' }, call)).rejects.toThrow('not found');
  });

  it('names the operations that it has when asked for another', async () => {
    const response = await fetch(laptop.url, {
      method: 'POST',
      headers: {
        'x-amz-target': 'SageMaker.CreateNotebookInstance',
        authorization: 'AWS4-HMAC-SHA256 Credential=local/20240101/us-east-1/sagemaker/aws4_request, Signature=0',
      },
      body: '{}',
    });

    expect(await response.json()).toMatchObject({
      __type: 'UnknownOperationException',
      message: expect.stringContaining('CreateTrainingJob'),
    });
  });
});
