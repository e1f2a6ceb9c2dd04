import { DescribeModelPackageCommand } from '@aws-sdk/client-sagemaker';
import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { DATASET_MANIFEST_KEY } from '../../../core/contracts/dataset-manifest';
import { manifestExecution } from '../../../core/contracts/manifest-arrival';
import { type ModelEvidence, modelEvidenceKey, modelEvidenceSchema } from '../../../core/contracts/model-evidence';
import { arrivedObject, objectArrivalSchema } from '../../../core/contracts/object-arrival';
import { eventually } from '../../fixtures/eventually';
import { type EditableTemplate, resourceOf } from '../../fixtures/laptop/edited-assembly';
import type { FinishedExecution } from '../../fixtures/laptop/finished-execution';
import { type LabelledSplits, labelledImages, rightAnswers } from '../../fixtures/laptop/labelled-data';
import { manifestEvent } from '../../fixtures/laptop/manifest-event';
import { runningTrainingJob } from '../../fixtures/laptop/running-training-job';
import { servingLaptop } from '../../fixtures/laptop/serving-laptop';

const laptop = servingLaptop();
afterEach(() => laptop().uploadTrainingData());

/** Enough test images for a difference that chance does not explain. */
const DATA: LabelledSplits = {
  train: labelledImages(2),
  validation: labelledImages(4, 2),
  test: labelledImages(40, 6),
};

/** The answers of a model that is wrong on the first test images. */
function wrongOn(count: number): Record<number, string> {
  const wrong = DATA.test.slice(0, count).map(({ label, bytes }) => {
    return [bytes.length, label === 0 ? '[0.2,0.8]' : '[0.8,0.2]'] as const;
  });
  return { ...rightAnswers(DATA), ...Object.fromEntries(wrong) };
}

const evidence = async (execution: FinishedExecution): Promise<ModelEvidence> => {
  const { TrainingJobName } = execution.stateOutputs.Train.job;
  const text = await laptop().read(laptop().outputs.get('ModelsBucket'), modelEvidenceKey(TrainingJobName));
  return modelEvidenceSchema.parse(JSON.parse(text ?? ''));
};

const describePackage = (execution: FinishedExecution) =>
  laptop().clients.sageMaker.send(
    new DescribeModelPackageCommand({ ModelPackageName: execution.stateOutputs.RegisterModel.package.ModelPackageArn }),
  );

const gateWith =
  (variables: Readonly<Record<string, string>>) =>
  (template: EditableTemplate): void => {
    const { Properties } = resourceOf(template, 'AWS::Lambda::Function', 'FunctionsJudgeModel');
    Object.assign(Properties.Environment.Variables, variables);
  };

async function refused(execution: FinishedExecution, reason: RegExp): Promise<void> {
  expect(execution.path.slice(-2)).toEqual(['HasPassed', 'GateNotPassed']);
  expect(execution).toMatchObject({ status: 'FAILED', error: 'GateNotPassed', cause: expect.stringMatching(reason) });
  expect(await evidence(execution)).toMatchObject({
    gate: { passed: false, reasons: [expect.stringMatching(reason)] },
  });
  expect(await describePackage(execution)).toMatchObject({
    ModelApprovalStatus: 'Rejected',
    ModelPackageDescription: expect.stringMatching(reason),
    CustomerMetadataProperties: { gate: 'not passed' },
  });
}

it('refuses a model that is not accurate enough, and registers it as rejected with the reason', async () => {
  await laptop().uploadTrainingData(DATA);
  laptop().model.behave({ answers: wrongOn(8) });
  await laptop().whileEdited('training', gateWith({ MIN_ACCURACY: '0.9' }), async () => {
    await refused(await laptop().run('TrainModelArn', {}), /accuracy is 80\.0 %; the gate asks for 90\.0 %/);
  });
});

it('refuses a model that hardly beats the most frequent class', async () => {
  await laptop().uploadTrainingData(DATA);
  laptop().model.behave({ answers: wrongOn(18) });
  await laptop().whileEdited('training', gateWith({ MARGIN: '0.2' }), async () => {
    await refused(
      await laptop().run('TrainModelArn', {}),
      /most frequent class is right for 50\.0 %.*margin of 20\.0 %/,
    );
  });
});

it('refuses a model that is worse than the released one beyond chance, and passes one that is hardly worse', async () => {
  await laptop().uploadTrainingData(DATA);
  laptop().model.behave({ answers: wrongOn(0) });
  const good = await laptop().run('TrainModelArn', {});
  expect(good.status).toBe('SUCCEEDED');
  await laptop().release(good.output);

  laptop().model.behave({ answers: wrongOn(2) });
  const hardly = await laptop().run('TrainModelArn', {});
  expect(hardly.status).toBe('SUCCEEDED');
  expect((await evidence(hardly)).comparison).toMatchObject({
    modelPackage: good.output.modelPackage,
    rows: 40,
    candidateOnly: 0,
    releasedOnly: 2,
    difference: -0.05,
  });

  laptop().model.behave({ answers: wrongOn(12) });
  await refused(
    await laptop().run('TrainModelArn', {}),
    /worse than the released model on 40 test images.*-30\.0 points/,
  );
});

describe('data at fault', () => {
  it.each<[string, () => Promise<unknown>, RegExp]>([
    ['no manifest of that name', async () => undefined, /no data set manifest s3:\/\/.*\/other\.json/],
    [
      'a file that is not there',
      () => laptop().upload('test.lst', Buffer.from('0\t0\t0.png\n1\t1\tgone.png\n')),
      /gone\.png/,
    ],
    [
      'a label outside the classes',
      () => laptop().upload('train.lst', Buffer.from('0\t0\t0.png\n1\t7\t1.png\n')),
      /label 7/,
    ],
    [
      'a class without validation images',
      () => laptop().upload('validation.lst', Buffer.from('0\t0\t0.png\n1\t0\t1.png\n')),
      /validation split has no image of motorcycle/,
    ],
    [
      'a manifest that is none',
      () => laptop().upload(DATASET_MANIFEST_KEY, Buffer.from('{"version": 2}')),
      /no data set manifest: version/,
    ],
  ])('fails as DatasetInvalid before any job: %s', async (fault, breakIt, message) => {
    await breakIt();
    const dataset = { manifest_key: fault.startsWith('no manifest') ? 'other.json' : DATASET_MANIFEST_KEY };
    const execution = await laptop().run('TrainModelArn', { dataset });
    expect(execution.path).toEqual([
      'Begin',
      'ClaimLease',
      'HoldsLease',
      'PrepareTraining',
      'HasCandidate',
      'ReleaseFailedRun',
      'NotTrained',
    ]);
    expect(execution).toMatchObject({
      status: 'FAILED',
      error: 'DatasetInvalid',
      cause: expect.stringMatching(message),
    });
  });

  it.each([
    ['an unknown field', { hyperparameter: {} }, /hyperparameter/],
    ['a data set that is none', { dataset: 'vehicles' }, /dataset: must be \{"manifest_key"/],
    ['no object at all', [1], /input/],
  ])('fails as InvalidInput: %s', async (_, input, message) => {
    const execution = await laptop().run('TrainModelArn', input);
    expect(execution).toMatchObject({ status: 'FAILED', error: 'InvalidInput', cause: expect.stringMatching(message) });
  });
});

it('starts one training for a manifest that arrives, however often that is told', async () => {
  const enabled = (template: EditableTemplate): void => {
    resourceOf(template, 'AWS::Events::Rule', 'Arrival').Properties.State = 'ENABLED';
  };
  await laptop().whileEdited('training', enabled, async () => {
    const version = await laptop().uploadManifest();
    const event = manifestEvent(laptop().images, version);
    const { name } = manifestExecution(arrivedObject(objectArrivalSchema.parse(event)));
    const arn = `${laptop().outputs.get('TrainModelArn').replace(':stateMachine:', ':execution:')}:${name}`;
    const ended = await eventually(
      async () =>
        laptop()
          .finished(arn)
          .catch(() => undefined),
      30_000,
    );
    expect(ended.status).toBe('SUCCEEDED');

    const again = await laptop().invoke('StartTraining', event);

    expect(again.payload).toEqual({ execution: name, started: false });
    const next = manifestEvent(laptop().images, await laptop().upload('dataset.json', Buffer.from('{}')));
    expect(manifestExecution(arrivedObject(objectArrivalSchema.parse(next))).name).not.toBe(name);
  });
});

it('starts a training for a manifest that arrives while another is on, once that has ended', async () => {
  laptop().model.behave({ training: 'waits' });
  const first = await laptop().start('TrainModelArn', {});
  await runningTrainingJob(laptop().clients.sageMaker);
  const event = manifestEvent(laptop().images, await laptop().uploadManifest());
  // Told three times: it is one training all the same.
  for (let time = 0; time < 3; time += 1) await laptop().invoke('StartTraining', event);
  const { name } = manifestExecution(arrivedObject(objectArrivalSchema.parse(event)));
  const arrived = `${laptop().outputs.get('TrainModelArn').replace(':stateMachine:', ':execution:')}:${name}`;
  laptop().model.behave({ training: 'succeeds' });
  await laptop().clients.stepFunctions.send(new StopExecutionCommand({ executionArn: first }));

  const execution = await laptop().finished(arrived);
  expect(execution.status).toBe('SUCCEEDED');
  expect(execution.path).toContain('WaitForLease');
});
