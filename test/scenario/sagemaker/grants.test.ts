import {
  CreateEndpointCommand,
  CreateTrainingJobCommand,
  DeleteEndpointCommand,
  DescribeTrainingJobCommand,
  UpdateEndpointCommand,
} from '@aws-sdk/client-sagemaker';
import { sagemakerProviders } from '../../../local/sagemaker/resources/sagemaker-providers';
import { createConfig, createEndpoint, createModel, modelArchive } from '../../fixtures/sagemaker/endpoint-request';
import { BUCKET, ROLE, TestLaptop, UNTRUSTED_ROLE } from '../../fixtures/sagemaker/laptop';
import { trained, trainingRequest } from '../../fixtures/sagemaker/training-request';

const KEY = 'arn:aws:kms:us-east-1:000000000000:key/volume';
let laptop: TestLaptop;
let count = 0;

beforeAll(async () => {
  laptop = await new TestLaptop().start();
  await laptop.put('train/a', 'a');
  await laptop.put('models/model.tar.gz', await modelArchive({}));
  await createModel(laptop, 'model');
  await createConfig(laptop, 'config', {
    ProductionVariants: [
      { VariantName: 'AllTraffic', ModelName: 'model', InitialInstanceCount: 1, InstanceType: 'ml.m5.large' },
    ],
    KmsKeyId: KEY,
    DataCaptureConfig: {
      EnableCapture: true,
      InitialSamplingPercentage: 100,
      DestinationS3Uri: `s3://${BUCKET}/capture`,
      KmsKeyId: KEY,
      CaptureOptions: [{ CaptureMode: 'Input' }],
    },
  });
});
afterEach(() => {
  laptop.authorizer.denied.clear();
  laptop.authorizer.asked.length = 0;
  laptop.service.logGroups.delete('/aws/sagemaker/TrainingJobs');
});
afterAll(() => laptop.stop());

const next = () => `job-${count++}`;
const CONTAINER_ACTIONS = [
  'ecr:GetAuthorizationToken',
  'ecr:BatchCheckLayerAvailability',
  'ecr:GetDownloadUrlForLayer',
  'ecr:BatchGetImage',
  'kms:CreateGrant',
  'logs:CreateLogGroup',
  'logs:DescribeLogStreams',
  'logs:CreateLogStream',
  'logs:PutLogEvents',
  'cloudwatch:PutMetricData',
  's3:GetObject',
  's3:PutObject',
];

const trainingWithKey = (name: string) => {
  const request = trainingRequest(name);
  return { ...request, ResourceConfig: { ...request.ResourceConfig!, VolumeKmsKeyId: KEY } };
};

it.each([...CONTAINER_ACTIONS, 's3:ListBucket'])(
  'fails a training job whose role lacks %s, naming it',
  async (action) => {
    const name = next();
    laptop.authorizer.denied.add(action);
    await laptop.sagemaker.send(new CreateTrainingJobCommand(trainingWithKey(name)));
    const job = await trained(laptop, name);

    expect(job.TrainingJobStatus).toBe('Failed');
    expect(job.FailureReason).toContain(`AccessDenied: `);
    expect(job.FailureReason).toContain(action);
  },
);

it.each([...CONTAINER_ACTIONS, 'kms:GenerateDataKey'])(
  'fails an endpoint whose role lacks %s, naming it',
  async (action) => {
    const name = next();
    laptop.authorizer.denied.add(action);
    const endpoint = await createEndpoint(laptop, name, 'config');

    expect(endpoint.EndpointStatus).toBe('Failed');
    expect(endpoint.FailureReason).toMatch(/AccessDenied: /);
    expect(endpoint.FailureReason).toContain(action);
  },
);

it('needs no logs:CreateLogGroup for a log group that is there', async () => {
  laptop.authorizer.denied.add('logs:CreateLogGroup');
  const groups = sagemakerProviders(laptop.service).find(({ type }) => type === 'AWS::Logs::LogGroup');
  const properties = { LogGroupName: '/aws/sagemaker/Endpoints/known' };
  await groups?.apply({ stackName: 'serving', logicalId: 'Log', generatedName: 'log', properties });
  const { EndpointStatus } = await createEndpoint(laptop, 'known', 'config');

  expect(EndpointStatus).toBe('InService');
});

it('judges the role as itself, on the resources that AWS judges', async () => {
  const name = next();
  await laptop.sagemaker.send(new CreateTrainingJobCommand(trainingWithKey(name)));
  await trained(laptop, name);
  const asked = laptop.authorizer.asked.filter(({ principal }) => principal.kind === 'role');
  const find = (action: string) => asked.find((request) => request.action === action);

  expect(new Set(asked.map(({ principal }) => principal.kind === 'role' && principal.roleArn))).toEqual(
    new Set([ROLE]),
  );
  expect(find('ecr:BatchGetImage')?.resource).toBe('arn:aws:ecr:us-east-1:000000000000:repository/second-look');
  expect(find('logs:PutLogEvents')?.resource).toBe(
    `arn:aws:logs:us-east-1:000000000000:log-group:/aws/sagemaker/TrainingJobs:log-stream:${name}/algo-1`,
  );
  expect(find('cloudwatch:PutMetricData')?.context).toEqual({ 'cloudwatch:namespace': '/aws/sagemaker/TrainingJobs' });
  expect(find('kms:CreateGrant')).toMatchObject({ resource: KEY, context: { 'kms:GrantIsForAWSResource': 'true' } });
});

describe('a caller', () => {
  const create = (more = {}) => laptop.sagemaker.send(new CreateTrainingJobCommand(trainingRequest(next(), {}, more)));

  it.each([
    ['sagemaker:CreateTrainingJob', {}],
    ['iam:PassRole', {}],
    ['sagemaker:AddTags', { Tags: [{ Key: 'team', Value: 'bay' }] }],
  ])('without %s starts no job', async (action, more) => {
    laptop.authorizer.denied.add(action);

    await expect(create(more)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(action),
    });
  });

  it('is judged on the job’s ARN, and for passing the role to SageMaker alone', async () => {
    const { TrainingJobArn } = await create();
    const find = (action: string) => laptop.authorizer.asked.find((request) => request.action === action);

    expect(find('sagemaker:CreateTrainingJob')?.resource).toBe(TrainingJobArn);
    expect(find('iam:PassRole')).toMatchObject({
      resource: ROLE,
      context: { 'iam:PassedToService': 'sagemaker.amazonaws.com' },
    });
    expect(find('sagemaker:AddTags')).toBeUndefined();
  });

  it('cannot pass a role that does not trust SageMaker', async () => {
    await expect(create({ RoleArn: UNTRUSTED_ROLE })).rejects.toThrow(
      /^Could not assume role .*Untrusted\. Please ensure that the role exists and allows principal/,
    );
  });

  it.each([
    ['sagemaker:DescribeTrainingJob', new DescribeTrainingJobCommand({ TrainingJobName: 'job-0' })],
    ['sagemaker:CreateEndpoint', new CreateEndpointCommand({ EndpointName: 'x', EndpointConfigName: 'config' })],
    ['sagemaker:UpdateEndpoint', new UpdateEndpointCommand({ EndpointName: 'known', EndpointConfigName: 'config' })],
    ['sagemaker:DeleteEndpoint', new DeleteEndpointCommand({ EndpointName: 'known' })],
  ] as const)('needs %s', async (action, command) => {
    laptop.authorizer.denied.add(action);
    const sent = laptop.sagemaker.send(command as DescribeTrainingJobCommand);

    await expect(sent).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });
});
