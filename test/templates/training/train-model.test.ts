import aslValidator from 'asl-validator';
import { MAX_LEASE_WAITS } from '../../../core/contracts/training-lease';
import { type Definition, definition, type State } from '../definition';
import { synthesized } from '../synthesized';

const machineOf = (changes: object = {}): Definition =>
  definition(synthesized('local', changes).templates.training, 'TrainModel');

interface Job {
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

it('begins with the lease and the data, before anything costs money', () => {
  expect(machine.StartAt).toBe('Begin');
  expect(
    [machine.States.Begin, machine.States.ClaimLease, machine.States.PrepareTraining].map((state) => state?.Next),
  ).toEqual(['ClaimLease', 'HoldsLease', 'Train']);
  expect(machine.States.HoldsLease).toMatchObject({
    Choices: [{ Variable: '$.lease.held', BooleanEquals: true, Next: 'PrepareTraining' }],
    Default: 'WaitForLease',
  });
});

it('claims the lease again after the job and before the registry, for a redrive begins in the middle', () => {
  expect([machine.States.Train?.Next, machine.States.DeleteCandidate?.Next]).toEqual([
    'KeepLease',
    'KeepLeaseToRegister',
  ]);
  expect(machine.States.KeepLeaseToRegister?.Next).toBe('RegisterModel');
});

it('waits for the lease as often as the events of an execution allow', () => {
  expect(machine.States.WaitForLease).toMatchObject({ Type: 'Wait', Seconds: 2, Next: 'ClaimLease' });
  const eventsPerTry = ['task', 'entered', 'scheduled', 'started', 'succeeded'].length + 2 + 2;
  // What else an execution does takes less than a thousand.
  expect(MAX_LEASE_WAITS * eventsPerTry).toBeLessThan(24_000);
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

it('takes its hyperparameters and its instance from what the data check has answered', () => {
  expect(job['HyperParameters.$']).toBe('$.prepared.hyperparameters');
  expect(job['ResourceConfig.$']).toBe('$.prepared.resourceConfig');
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
  const instanceOf = (training: object): string => {
    const functions = Object.values(
      synthesized('local', { training }).templates.training.findResources('AWS::Lambda::Function'),
    );
    const prepare = functions.find(
      ({ Properties }) => Properties.Environment?.Variables?.POWERTOOLS_SERVICE_NAME === 'prepare-training',
    );
    return prepare?.Properties.Environment.Variables.INSTANCE_TYPE;
  };

  it.each([
    ['ml.m5.large for our image', { image: 'own' }, 'ml.m5.large'],
    ['ml.g4dn.xlarge for the built-in image', { image: 'built-in' }, 'ml.g4dn.xlarge'],
    ['the configured one', { image: 'own', instanceType: 'ml.c7i.xlarge' }, 'ml.c7i.xlarge'],
  ])('is %s', (_, training, expected) => {
    expect(instanceOf(training)).toBe(expected);
  });
});

describe('batch transform', () => {
  const transform = (changes: object = {}) =>
    machineOf({ training: { image: 'own', ...changes } }).States.Transform?.Parameters as Readonly<
      Record<string, object>
    >;

  it('sends one image a request, as large as an endpoint takes it, within 100 MB at a time', () => {
    const parameters = transform() as unknown as Readonly<Record<string, number>>;
    expect(parameters).toMatchObject({ BatchStrategy: 'SingleRecord', MaxPayloadInMB: 6 });
    expect(parameters.MaxConcurrentTransforms! * parameters.MaxPayloadInMB!).toBeLessThanOrEqual(100);
  });

  it('reads the manifest that the data check has written', () => {
    expect(transform().TransformInput).toMatchObject({
      DataSource: { S3DataSource: { S3DataType: 'ManifestFile', 'S3Uri.$': '$.prepared.transformManifest' } },
    });
  });

  it('encrypts its volume where SageMaker takes a key for it', () => {
    expect(transform().TransformResources).toEqual({
      InstanceCount: 1,
      InstanceType: 'ml.m5.xlarge',
      VolumeKmsKeyId: '{keyarn}',
    });
    expect(transform({ transformInstanceType: 'ml.g5.xlarge' }).TransformResources).not.toHaveProperty(
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

it('tries again when SageMaker is busy, and never when a job has failed', () => {
  const retried = machine.States.Train?.Retry?.flatMap(({ ErrorEquals }) => ErrorEquals);
  expect(retried).toEqual([
    'SageMaker.AmazonSageMakerException',
    'SageMaker.SageMakerException',
    'SageMaker.ThrottlingException',
    'SageMaker.ResourceLimitExceededException',
  ]);
});

it('catches whatever a task fails with, deletes the candidate’s model and releases the lease', () => {
  const tasks = Object.entries(machine.States).filter(([, { Type }]) => Type === 'Task');
  for (const [name, { Catch = [] }] of tasks) {
    expect([name, Catch.at(-1)?.ErrorEquals]).toEqual([name, ['States.ALL']]);
  }
  expect(machine.States.HasCandidate).toMatchObject({
    Choices: [{ Variable: '$.job.TrainingJobName', IsPresent: true, Next: 'DeleteFailedCandidate' }],
    Default: 'ReleaseFailedRun',
  });
  expect(machine.States.ReleaseFailedRun?.Next).toBe('NotTrained');
});

describe('time', () => {
  const waits = ({ Retry = [] }: State): number =>
    Retry.reduce((sum, { IntervalSeconds, MaxAttempts, BackoffRate }) => {
      const each = Array.from({ length: MaxAttempts }, (_, attempt) => IntervalSeconds * BackoffRate ** attempt);
      return sum + each.reduce((total, seconds) => total + seconds, 0);
    }, 0);
  const attempts = ({ Retry = [] }: State): number => Retry.reduce((sum, { MaxAttempts }) => sum + MaxAttempts, 1);
  /** Jobs are tried again only where SageMaker took none; all else may run to its time-out at every attempt. */
  const longest = (state: State): number =>
    waits(state) + (/\.sync$/.test(state.Resource ?? '') ? 1 : attempts(state)) * (state.TimeoutSeconds as number);

  it.each([
    ['our image', { image: 'own' }],
    ['spare capacity', { image: 'built-in', spot: true, maxRuntimeSeconds: 7200 }],
  ])('is enough for every task to use up every retry: %s', (_, training) => {
    const { States: states, TimeoutSeconds } = machineOf({ training });
    const tasks = Object.entries(states).filter(([name, { Type }]) => Type === 'Task' && !/Failed/.test(name));
    expect(tasks).toHaveLength(11);
    const waiting = MAX_LEASE_WAITS * (states.WaitForLease as unknown as { Seconds: number }).Seconds;
    const total = waiting + tasks.reduce((sum, [, state]) => sum + longest(state), 0);
    expect(total).toBeLessThan(TimeoutSeconds);
    // Failing costs a run the states after the failure, and two tasks more.
    const ends = [states.DeleteFailedCandidate, states.ReleaseFailedRun].map((state) => longest(state as State));
    expect(total + ends[0]! + ends[1]!).toBeLessThan(TimeoutSeconds);
  });

  it('of a lease is that of the longest run', () => {
    const { training } = synthesized('local').templates;
    const [holdLease] = Object.values(training.findResources('AWS::Lambda::Function'))
      .map(({ Properties }) => Properties.Environment?.Variables)
      .filter((variables) => variables?.LEASE_SECONDS !== undefined);
    // The waiting comes before the lease.
    expect(Number(holdLease.LEASE_SECONDS) + Number(holdLease.WAIT_SECONDS)).toBe(machine.TimeoutSeconds);
  });
});
