import aslValidator from 'asl-validator';
import { type Definition, definition, type State } from '../definition';
import { synthesized } from '../synthesized';

const machineOf = (changes: object = {}): Definition =>
  definition(synthesized('local', changes).templates.training, 'TrainModel');

interface Job {
  readonly ResourceConfig: Readonly<Record<string, unknown>>;
  readonly StoppingCondition: object;
  readonly CheckpointConfig?: object;
  readonly AlgorithmSpecification: { readonly TrainingImage: string; readonly MetricDefinitions?: unknown };
  readonly InputDataConfig: readonly {
    readonly ChannelName: string;
    readonly ContentType: string;
    readonly DataSource: { readonly S3DataSource: { readonly S3Uri: string; readonly S3DataType: string } };
  }[];
  readonly Tags: unknown;
  readonly 'TrainingJobName.$': string;
  readonly [field: string]: unknown;
}
const jobOf = (machine: Definition): Job => (machine.States.Train as State).Parameters as Job;

let machine: Definition;
let job: Job;
beforeAll(() => {
  machine = machineOf();
  job = jobOf(machine);
});

it('is valid Amazon States Language', () => {
  const { errorsText, isValid } = aslValidator(structuredClone(machine), { checkArn: false });
  expect(isValid ? '' : errorsText('\n')).toBe('');
});

it('refuses an input without hyperparameters by name', () => {
  expect(machine.States.CheckInput).toMatchObject({
    Choices: [{ Variable: '$.hyperparameters', IsPresent: true, Next: 'Train' }],
    Default: 'InvalidInput',
  });
});

it('waits for the job to end', () => {
  expect(machine.States.Train?.Resource).toBe('arn:aws:states:::sagemaker:createTrainingJob.sync');
});

it('reads the four channels of the image-classification algorithm', () => {
  const channels = job.InputDataConfig.map(({ ChannelName, ContentType, DataSource: { S3DataSource } }) => [
    ChannelName,
    ContentType,
    S3DataSource.S3DataType,
    S3DataSource.S3Uri,
  ]);
  expect(channels).toEqual([
    ['train', 'application/x-image', 'S3Prefix', 's3://{imagesbucket}/train/'],
    ['validation', 'application/x-image', 'S3Prefix', 's3://{imagesbucket}/validation/'],
    ['train_lst', 'application/x-image', 'S3Prefix', 's3://{imagesbucket}/train.lst'],
    ['validation_lst', 'application/x-image', 'S3Prefix', 's3://{imagesbucket}/validation.lst'],
  ]);
});

it('never reads the test split', () => {
  expect(JSON.stringify(job)).not.toMatch(/\/test(\/|\.lst)/);
});

it('takes its hyperparameters from the input', () => {
  expect(job['HyperParameters.$']).toBe('$.hyperparameters');
});

it.each([
  ['second-look', 21],
  ['a-name-of-thirty-one-characters', 21],
])('names jobs of %s within 63 characters, from the execution and something new', (app, prefixCharacters) => {
  const name = jobOf(machineOf({ app }))['TrainingJobName.$'];
  const [, prefix = ''] =
    /^States\.Format\('(.+?)-\{\}-\{\}', States\.Hash\(\$\$\.Execution\.Name, 'MD5'\)/.exec(name) ?? [];
  expect(name).toContain('States.UUID()');
  expect(prefix).toMatch(/^[a-z][a-z0-9-]*[a-z0-9]$/);
  expect(prefix.length).toBeLessThanOrEqual(prefixCharacters);
  expect(prefix.length + 1 + 32 + 1 + 8).toBeLessThanOrEqual(63);
});

it('tags the job with what the configuration says, and with its execution', () => {
  expect(job.Tags).toEqual([
    { Key: 'app', Value: 'second-look' },
    { Key: 'environment', Value: 'local' },
    { Key: 'owner', Value: 'laptop' },
    { Key: 'execution', 'Value.$': '$$.Execution.Name' },
  ]);
});

describe('instance', () => {
  it('is ml.m5.large with an encrypted volume for our image', () => {
    expect(job.ResourceConfig).toMatchObject({ InstanceType: 'ml.m5.large', VolumeKmsKeyId: '{keyarn}' });
  });

  it('is ml.g4dn.xlarge for the built-in image, without a volume key, which SageMaker refuses there', () => {
    const { ResourceConfig } = jobOf(machineOf({ training: { image: 'built-in' } }));
    expect(ResourceConfig.InstanceType).toBe('ml.g4dn.xlarge');
    expect(ResourceConfig).not.toHaveProperty('VolumeKmsKeyId');
  });

  it.each(['ml.g5.2xlarge', 'ml.m5d.large', 'ml.p4d.24xlarge'])('has no volume key when it is %s', (instanceType) => {
    expect(jobOf(machineOf({ training: { image: 'own', instanceType } })).ResourceConfig).not.toHaveProperty(
      'VolumeKmsKeyId',
    );
  });
});

describe('image', () => {
  it('is ours, with metrics read from the log', () => {
    expect(job.AlgorithmSpecification.TrainingImage).toMatch(/:v1$/);
    expect(job.AlgorithmSpecification.MetricDefinitions).toEqual([
      { Name: 'train:accuracy', Regex: 'Train-accuracy=([0-9.]+)' },
      { Name: 'validation:accuracy', Regex: 'Validation-accuracy=([0-9.]+)' },
    ]);
  });

  it('is SageMaker’s of the region, which brings its own metrics', () => {
    const { AlgorithmSpecification } = jobOf(machineOf({ training: { image: 'built-in' }, region: 'eu-central-1' }));
    expect(AlgorithmSpecification.TrainingImage).toMatch(
      /^813361260812\.dkr\.ecr\.eu-central-1\..*\/image-classification:1$/,
    );
    expect(AlgorithmSpecification).not.toHaveProperty('MetricDefinitions');
  });

  it('is refused by name where the region has no built-in algorithm', () => {
    expect(() => machineOf({ training: { image: 'built-in' }, region: 'mx-central-1' })).toThrow(
      /in mx-central-1.*"own"/s,
    );
  });
});

describe('spot', () => {
  it('is off unless configured', () => {
    expect(job.EnableManagedSpotTraining).toBe(false);
    expect(job.StoppingCondition).toEqual({ MaxRuntimeInSeconds: 3600 });
    expect(job).not.toHaveProperty('CheckpointConfig');
  });

  it('waits twice the run time and goes on from checkpoints of the execution where configured', () => {
    const spot = jobOf(machineOf({ training: { image: 'own', spot: true, checkpoints: true } }));
    expect(spot.EnableManagedSpotTraining).toBe(true);
    expect(spot.StoppingCondition).toEqual({ MaxRuntimeInSeconds: 3600, MaxWaitTimeInSeconds: 7200 });
    expect(spot.CheckpointConfig).toEqual({
      'S3Uri.$': "States.Format('s3://{modelsbucket}/checkpoints/{}', $$.Execution.Name)",
    });
  });
});

it('answers name, model, image and metrics of the job', () => {
  expect(machine.States.Answer).toEqual({
    Type: 'Pass',
    Parameters: {
      'trainingJobName.$': '$.TrainingJobName',
      'modelArtifacts.$': '$.ModelArtifacts.S3ModelArtifacts',
      'trainingImage.$': '$.AlgorithmSpecification.TrainingImage',
      'metrics.$': '$.FinalMetricDataList',
    },
    End: true,
  });
});

it('tries again when SageMaker is busy, and never when a job has failed', () => {
  const retried = machine.States.Train?.Retry?.flatMap(({ ErrorEquals }) => ErrorEquals);
  expect(retried).toEqual([
    'SageMaker.AmazonSageMakerException',
    'SageMaker.ThrottlingException',
    'SageMaker.ResourceLimitExceededException',
  ]);
});

it('ends with a named error and the job’s own reason when the job fails', () => {
  expect(machine.States.TrainingFailed).toEqual({
    Type: 'Fail',
    Error: 'TrainingFailed',
    CausePath: '$.job.FailureReason',
  });
  expect(machine.States.TrainingRefused).toEqual({ Type: 'Fail', ErrorPath: '$.Error', CausePath: '$.Cause' });
});
