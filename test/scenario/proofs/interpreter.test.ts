import { PERMANENT_ERROR_NAMES, RETRYABLE_ERROR_NAMES } from '../../../core/contracts/errors';
import { hasMoto } from '../../differential/s3/moto-server';
import type { Seen } from '../../differential/states/moto-states';
import { StatesFixture } from '../../unit/states/states-fixture';
import { type Canned, generatedDefinition, withCannedTasks } from './canned-tasks';
import { bothInterpreters, comparable, startedAsText } from './comparable-runs';

const moto = hasMoto();
if (!moto) console.warn('Skipped: python3 with moto[server] is needed to run the generated definitions elsewhere too.');

interface Case {
  readonly name: string;
  readonly input: unknown;
  readonly tasks: Readonly<Record<string, Canned>>;
  readonly expected: { readonly status: string; readonly error?: string };
}

const IMAGE = { s3_bucket: 'images', s3_key: 'a b.png', 'own field': [1, null] };
const FUNCTIONS = ['SerializeImage', 'ClassifyImage', 'CheckThreshold'];
const answered = (step: string): Canned => ({
  result: { Payload: { statusCode: 200, body: { step, 'asked.$': '$' } }, StatusCode: 200 },
});
const failed = (error: string): Canned => ({
  error,
  cause: JSON.stringify({ errorType: error, errorMessage: 'because', trace: [] }),
});
const allBut = (step: string, end: Canned) => ({
  ...Object.fromEntries(FUNCTIONS.map((name) => [name, answered(name)])),
  [step]: end,
});
const ends = (step: string, error: string, as: string): Case => ({
  name: `${step} ends as ${error}`,
  input: IMAGE,
  tasks: allBut(step, failed(error)),
  expected: { status: 'FAILED', error: as },
});

const IMAGE_CASES: readonly Case[] = [
  { name: 'accepted', input: IMAGE, tasks: allBut('', answered('')), expected: { status: 'SUCCEEDED' } },
  ends('CheckThreshold', 'THRESHOLD_CONFIDENCE_NOT_MET', 'THRESHOLD_CONFIDENCE_NOT_MET'),
  ...PERMANENT_ERROR_NAMES.map((error) => ends('SerializeImage', error, error)),
  ...RETRYABLE_ERROR_NAMES.map((error) => ends('ClassifyImage', error, error)),
  ends('ClassifyImage', 'Sandbox.Timedout', 'TaskTimedOut'),
  ends('CheckThreshold', 'Lambda.Unknown', 'TaskTimedOut'),
  ends('SerializeImage', 'TypeError', 'TypeError'),
  ends('PublishImageAccepted', 'EventBridge.FailedEntry', 'EventBridge.FailedEntry'),
];

const JOB: Canned = {
  result: {
    TrainingJobName: 'job',
    TrainingJobStatus: 'Completed',
    ModelArtifacts: { S3ModelArtifacts: 's3://models/job/output/model.tar.gz' },
    AlgorithmSpecification: { TrainingImage: 'image:v1' },
    FinalMetricDataList: [],
  },
};
const verdict = (passed: boolean): Canned => ({
  result: {
    Payload: {
      passed,
      approvalStatus: passed ? 'Approved' : 'Rejected',
      description: 'as it is',
      cause: 'because',
      metadata: { gate: 'as it is' },
      evidence: 's3://models/job/evidence.json',
      metrics: 's3://models/job/metrics.json',
    },
  },
});
/** What each task of a training answers that goes well; a failed run is told as it was caught. */
const TRAINING_TASKS: Readonly<Record<string, Canned>> = {
  ClaimLease: { result: { Payload: { held: true } } },
  PrepareTraining: {
    result: {
      Payload: {
        dataset: 'vehicles',
        classes: ['a', 'b'],
        images: {},
        hyperparameters: { epochs: '2' },
        resourceConfig: { InstanceType: 'ml.m5.large' },
        approval: 'rule',
        transformManifest: 's3://models/runs/run/images.manifest',
        answers: 's3://models/runs/run/answers/',
      },
    },
  },
  Train: JOB,
  JudgeModel: verdict(true),
  RegisterModel: { result: { ModelPackageArn: 'arn:package' } },
  ReleaseFailedRun: {
    result: { Payload: { failure: { 'error.$': '$.Payload.caught.Error', 'cause.$': '$.Payload.caught.Cause' } } },
  },
};
const training = (name: string, tasks: Readonly<Record<string, Canned>>, error?: string): Case => ({
  name,
  input: { hyperparameters: { epochs: 2 } },
  tasks: { ...TRAINING_TASKS, ...tasks },
  expected: error === undefined ? { status: 'SUCCEEDED' } : { status: 'FAILED', error },
});
const REFUSED: Canned = { error: 'SageMaker.AmazonSageMakerException', cause: 'no quota' };
const TRAINING_CASES: readonly Case[] = [
  training('approved', {}),
  training('its candidate’s model stays', { DeleteCandidate: REFUSED }),
  training('its lease is not released', { ReleaseLease: failed('StorageUnavailable') }),
  training('gate not passed', { JudgeModel: verdict(false) }, 'GateNotPassed'),
  training('lease held', { ClaimLease: failed('TrainingInProgress') }, 'TrainingInProgress'),
  training('lease lost to another', { KeepLeaseToRegister: failed('TrainingInProgress') }, 'TrainingInProgress'),
  training('data at fault', { PrepareTraining: failed('DatasetInvalid') }, 'DatasetInvalid'),
  training('function out of time', { JudgeModel: failed('Sandbox.Timedout') }, 'TaskTimedOut'),
  training('refused', { Train: REFUSED }, 'SageMaker.AmazonSageMakerException'),
  training('model refused', { CreateCandidate: REFUSED, DeleteFailedCandidate: REFUSED }, REFUSED.error),
  training(
    'package refused',
    { RegisterModel: { ...REFUSED, error: 'SageMaker.SageMakerException' } },
    'SageMaker.SageMakerException',
  ),
  training('training out of time', { Train: { error: 'States.Timeout', cause: '' } }, 'TrainingTimedOut'),
  training('transform out of time', { Transform: { error: 'States.Timeout', cause: '' } }, 'TransformTimedOut'),
  training(
    'nor is its lease released',
    { PrepareTraining: failed('DatasetInvalid'), ReleaseFailedRun: failed('StorageUnavailable') },
    'DatasetInvalid',
  ),
];

/** What moto cannot be asked: by the case's name, with the reason. */
const MOTO_GAPS: Readonly<Record<string, string>> = {
  'training out of time': 'moto refuses a Fail state that ends with a reserved name, which stands for the task here.',
  'transform out of time': 'The same.',
};

describe.each([
  ['ImageClassification', 'workflow', IMAGE_CASES],
  ['TrainModel', 'training', TRAINING_CASES],
] as const)('%s', (machine, stack, cases) => {
  const ours = new StatesFixture({ waitScale: 0 });
  const both = bothInterpreters(ours);

  const definitionOf = ({ tasks }: Case) => withCannedTasks(generatedDefinition(both.assembly, stack, machine), tasks);

  it.each(cases.map((each) => [each.name, each] as const))('ends as it should: %s', async (_name, each) => {
    const { status, error } = await ours.run(definitionOf(each), each.input);
    expect({ status, error }).toEqual({ error: undefined, ...each.expected });
  });

  (moto ? it : it.skip)(
    'gives the same on moto',
    async () => {
      const comparedCases = cases.filter(({ name }) => !Object.hasOwn(MOTO_GAPS, name));
      const results = await Promise.all(
        comparedCases.map(async (each) => {
          const definition = startedAsText(definitionOf(each));
          const [here, there] = await Promise.all([
            ours.run(definition, each.input),
            both.theirs?.run({ name: each.name, definition, input: each.input }) as Promise<Seen>,
          ]);
          return { name: each.name, here: comparable(here as Seen), there: comparable(there) };
        }),
      );
      expect(results.map(({ name, here }) => ({ name, ...here }))).toEqual(
        results.map(({ name, there }) => ({ name, ...there })),
      );
    },
    60_000,
  );
});
