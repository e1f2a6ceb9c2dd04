import { DescribeModelPackageCommand, DescribeTrainingJobCommand, ListModelsCommand } from '@aws-sdk/client-sagemaker';
import { GetExecutionHistoryCommand, RedriveExecutionCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { modelEvidenceSchema, modelPredictionSchema } from '../../../core/contracts/model-evidence';
import { TRAINING_LEASE_KEY } from '../../../core/contracts/storage-layout';
import { trainingLeaseSchema } from '../../../core/contracts/training-lease';
import { eventually } from '../../fixtures/eventually';
import { runningTrainingJob } from '../../fixtures/laptop/running-training-job';
import { servingLaptop } from '../../fixtures/laptop/serving-laptop';

const laptop = servingLaptop();
const INPUT = { hyperparameters: { epochs: 1 } };

const lease = async () => {
  const text = await laptop().read(laptop().outputs.get('ModelsBucket'), TRAINING_LEASE_KEY);
  return trainingLeaseSchema.parse(JSON.parse(text ?? ''));
};

const historyOf = async (executionArn: string): Promise<string> =>
  JSON.stringify(await laptop().clients.stepFunctions.send(new GetExecutionHistoryCommand({ executionArn })));

it('goes from lease to registered package, and answers job, artifact, image, metrics, package and evidence', async () => {
  const execution = await laptop().run('TrainModelArn', INPUT);
  expect(execution.path).toEqual([
    ...['Begin', 'ClaimLease', 'HoldsLease', 'PrepareTraining', 'Train', 'KeepLease', 'HasMetrics', 'CreateCandidate'],
    ...['Transform', 'JudgeModel', 'DeleteCandidate', 'KeepLeaseToRegister', 'RegisterModel', 'ReleaseLease'],
    ...['HasPassed', 'Answer'],
  ]);
  const { trainingJobName } = execution.output;
  const models = laptop().outputs.get('ModelsBucket');
  expect(execution.output).toEqual({
    trainingJobName: expect.stringMatching(/^second-look-local-[0-9a-f]{32}-[0-9a-f]{8}$/),
    modelArtifacts: `s3://${models}/${trainingJobName}/output/model.tar.gz`,
    trainingImage: laptop().outputs.get('TrainingImage'),
    metrics: [
      expect.objectContaining({ MetricName: 'train:accuracy', Value: 0.75 }),
      expect.objectContaining({ MetricName: 'validation:accuracy', Value: 0.5 }),
    ],
    modelPackage: expect.stringMatching(
      new RegExp(`:model-package/${laptop().outputs.get('ModelPackageGroup')}/\\d+$`),
    ),
    approvalStatus: 'Approved',
    evidence: `s3://${models}/${trainingJobName}/evidence.json`,
  });
});

it('completes the hyperparameters from the data set', async () => {
  const { output } = await laptop().run('TrainModelArn', INPUT);
  const { trainingJobName: TrainingJobName } = output;
  const job = await laptop().clients.sageMaker.send(new DescribeTrainingJobCommand({ TrainingJobName }));
  expect(job.HyperParameters).toEqual({
    epochs: '1',
    num_classes: '2',
    num_training_samples: '2',
    class_names: 'bicycle,motorcycle',
  });
});

it('writes evidence, metrics and an answer for each test image beside the model, and registers their figures', async () => {
  const { output } = await laptop().run('TrainModelArn', INPUT);
  const { trainingJobName: job, modelPackage, evidence } = output;
  const models = laptop().outputs.get('ModelsBucket');
  const read = async (file: string) => (await laptop().read(models, `${job}/${file}`)) ?? '';

  expect(modelEvidenceSchema.parse(JSON.parse(await read('evidence.json')))).toMatchObject({
    trainingJobName: job,
    classes: ['bicycle', 'motorcycle'],
    temperature: 1,
    validation: { rows: 2, calibration: 'all-right' },
    test: { rows: 2, accuracy: 1, majorityAccuracy: 0.5 },
    gate: { passed: true, reasons: [] },
  });
  expect(JSON.parse(await read('metrics.json'))).toMatchObject({
    version: 0,
    dataset: { item_count: 2 },
    binary_classification_metrics: { accuracy: { value: 1 } },
  });
  const lines = (await read('predictions.jsonl')).trim().split('\n');
  const predictions = lines.map((line) => modelPredictionSchema.parse(JSON.parse(line)));
  expect(predictions.map(({ file, label, probabilities }) => [file, label, probabilities])).toEqual([
    ['0.png', 0, [0.97, 0.03]],
    ['1.png', 1, [0.03, 0.97]],
  ]);
  const described = await laptop().clients.sageMaker.send(
    new DescribeModelPackageCommand({ ModelPackageName: modelPackage }),
  );
  expect(described).toMatchObject({
    ModelApprovalStatus: 'Approved',
    ModelPackageDescription: expect.stringContaining('Accuracy 100 %'),
    ModelMetrics: { ModelQuality: { Statistics: { S3Uri: `s3://${models}/${job}/metrics.json` } } },
    CustomerMetadataProperties: { evidence, accuracy: '1', temperature: '1', gate: 'passed', dataset: 'labelled' },
  });
});

it('leaves no model of the candidate behind', async () => {
  const { output } = await laptop().run('TrainModelArn', INPUT);
  const { Models = [] } = await laptop().clients.sageMaker.send(new ListModelsCommand({}));
  expect(Models.map(({ ModelName }) => ModelName)).not.toContain(output.trainingJobName);
});

it('leaves the approval to a person where the input says so', async () => {
  const { output } = await laptop().run('TrainModelArn', { ...INPUT, approval: 'hand' });
  expect(output.approvalStatus).toBe('PendingManualApproval');
});

it('fails with the program’s own reason when the training fails, and releases the lease', async () => {
  laptop().model.behave({ training: 'fails' });
  const execution = await laptop().run('TrainModelArn', INPUT);
  expect(execution.path.slice(4)).toEqual(['Train', 'HasCandidate', 'ReleaseFailedRun', 'NotTrained']);
  expect(execution).toMatchObject({ status: 'FAILED', error: 'TrainingFailed' });
  expect(execution.cause).toContain('the images are all grey');
  expect((await lease()).state).toBe('released');
});

it('fails with SageMaker’s words when it refuses the job', async () => {
  const execution = await laptop().run('TrainModelArn', { instanceType: 'ml.none' });
  // Step Functions gives SageMaker's throttling and its refusals one name, so a refusal is asked again too.
  expect(execution.path.slice(4)).toEqual(['Train x6', 'HasCandidate', 'ReleaseFailedRun', 'NotTrained']);
  expect(execution.status).toBe('FAILED');
  expect(execution.cause).toMatch(/InstanceType/i);
});

it('fails as TransformFailed, and deletes the candidate’s model, when it refuses an image', async () => {
  laptop().model.behave({ status: 400, body: 'no such picture', answers: {} });
  const execution = await laptop().run('TrainModelArn', INPUT);
  expect(execution.path.slice(7)).toEqual([
    ...['CreateCandidate', 'Transform', 'HasCandidate', 'DeleteFailedCandidate', 'ReleaseFailedRun', 'NotTrained'],
  ]);
  expect(execution).toMatchObject({ status: 'FAILED', error: 'TransformFailed' });
  expect(execution.cause).toMatch(/validation\/0\.png: status 400: no such picture/);
  const { Models = [] } = await laptop().clients.sageMaker.send(new ListModelsCommand({}));
  expect(Models.filter(({ ModelName = '' }) => /^second-look-local-[0-9a-f]{32}-/.test(ModelName))).toEqual([]);
});

it('fails as ModelOutputInvalid when the candidate answers something else than probabilities', async () => {
  laptop().model.behave({ body: '[3, 4]', answers: {} });
  const execution = await laptop().run('TrainModelArn', INPUT);
  expect(execution).toMatchObject({ status: 'FAILED', error: 'ModelOutputInvalid' });
  expect(execution.cause).toMatch(/answers\/validation\/0\.png\.out: .*\[3, 4\]/);
});

it('stops the job when the execution is stopped, and the next run takes the lease over', async () => {
  laptop().model.behave({ training: 'waits' });
  const { stepFunctions, sageMaker } = laptop().clients;
  const arn = await laptop().start('TrainModelArn', INPUT);
  const TrainingJobName = await runningTrainingJob(sageMaker);
  const refused = await laptop().run('TrainModelArn', INPUT);
  expect(refused).toMatchObject({ status: 'FAILED', error: 'TrainingInProgress' });
  expect(refused.cause).toContain(arn);
  expect(await lease()).toMatchObject({ state: 'held', holder: arn });

  await stepFunctions.send(new StopExecutionCommand({ executionArn: arn, error: 'Enough', cause: 'of it' }));

  const execution = await laptop().finished(arn);
  expect(execution).toMatchObject({ status: 'ABORTED', error: 'Enough', cause: 'of it' });
  const described = await eventually(async () => {
    const job = await sageMaker.send(new DescribeTrainingJobCommand({ TrainingJobName }));
    return job.TrainingJobStatus !== 'InProgress' && job.TrainingJobStatus !== 'Stopping' && job;
  });
  expect(described.TrainingJobStatus).toBe('Stopped');
  laptop().model.behave({ training: 'succeeds' });
  expect(await laptop().run('TrainModelArn', INPUT)).toMatchObject({ status: 'SUCCEEDED' });
});

it('waits for the end of another training where its input says so, and trains then', async () => {
  laptop().model.behave({ training: 'waits' });
  const { stepFunctions, sageMaker } = laptop().clients;
  const first = await laptop().start('TrainModelArn', INPUT);
  await runningTrainingJob(sageMaker);
  const waiting = await laptop().start('TrainModelArn', { ...INPUT, whenBusy: 'wait' });
  await eventually(async () => /WaitStateEntered/.test(await historyOf(waiting)));
  laptop().model.behave({ training: 'succeeds' });
  await stepFunctions.send(new StopExecutionCommand({ executionArn: first }));

  const execution = await laptop().finished(waiting);
  expect(execution.status).toBe('SUCCEEDED');
  expect(execution.path.slice(0, 5)).toEqual(['Begin', 'ClaimLease', 'HoldsLease', 'WaitForLease', 'ClaimLease']);
});

describe('a training that is redriven', () => {
  /** Stops a training at its job. @returns its execution. */
  async function stopped(): Promise<string> {
    laptop().model.behave({ training: 'waits' });
    const { stepFunctions, sageMaker } = laptop().clients;
    const executionArn = await laptop().start('TrainModelArn', INPUT);
    await runningTrainingJob(sageMaker);
    await stepFunctions.send(new StopExecutionCommand({ executionArn }));
    await laptop().finished(executionArn);
    return executionArn;
  }

  it('holds the lease again, and is registered', async () => {
    const executionArn = await stopped();
    laptop().model.behave({ training: 'succeeds' });
    expect(await laptop().run('TrainModelArn', INPUT)).toMatchObject({ status: 'SUCCEEDED' });
    await laptop().clients.stepFunctions.send(new RedriveExecutionCommand({ executionArn }));

    expect(await laptop().finished(executionArn)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await lease()).toMatchObject({ state: 'released', holder: executionArn });
  });

  it('is refused before it is judged where another training is on by then, and registers nothing', async () => {
    const executionArn = await stopped();
    const { stepFunctions, sageMaker } = laptop().clients;
    const other = await laptop().start('TrainModelArn', INPUT);
    await runningTrainingJob(sageMaker);
    laptop().model.behave({ training: 'succeeds' });
    await stepFunctions.send(new RedriveExecutionCommand({ executionArn }));

    const refused = await laptop().finished(executionArn);
    expect(refused).toMatchObject({ status: 'FAILED', error: 'TrainingInProgress' });
    expect(refused.cause).toContain(other);
    expect(refused.path).not.toContain('RegisterModel');
    expect(await lease()).toMatchObject({ state: 'held', holder: other });
    await stepFunctions.send(new StopExecutionCommand({ executionArn: other }));
    await laptop().finished(other);
  });
});
