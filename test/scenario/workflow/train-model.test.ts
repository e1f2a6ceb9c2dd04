import { DescribeTrainingJobCommand, ListTrainingJobsCommand } from '@aws-sdk/client-sagemaker';
import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { eventually } from '../../fixtures/eventually';
import { servingLaptop } from '../../fixtures/laptop/serving-laptop';

const laptop = servingLaptop();
const INPUT = { hyperparameters: { epochs: '1' } };

it('answers the job, its artifact, the image and the last metrics', async () => {
  const execution = await laptop().run('TrainModelArn', INPUT);
  expect(execution.path).toEqual(['CheckInput', 'Train', 'HasMetrics', 'Answer']);
  const { trainingJobName } = execution.output;
  expect(execution.output).toEqual({
    trainingJobName: expect.stringMatching(/^second-look-local-[0-9a-f]{32}-[0-9a-f]{8}$/),
    modelArtifacts: `s3://${laptop().outputs.get('ModelsBucket')}/${trainingJobName}/output/model.tar.gz`,
    trainingImage: laptop().outputs.get('TrainingImage'),
    metrics: [
      expect.objectContaining({ MetricName: 'train:accuracy', Value: 0.75 }),
      expect.objectContaining({ MetricName: 'validation:accuracy', Value: 0.5 }),
    ],
  });
});

it('fails as InvalidInput without hyperparameters', async () => {
  const execution = await laptop().run('TrainModelArn', { epochs: 1 });
  expect(execution.path).toEqual(['CheckInput', 'InvalidInput']);
  expect(execution).toMatchObject({ status: 'FAILED', error: 'InvalidInput' });
});

it('fails with the program’s own reason when the training fails', async () => {
  laptop().model.behave({ training: 'fails' });
  const execution = await laptop().run('TrainModelArn', INPUT);
  expect(execution.path).toEqual(['CheckInput', 'Train', 'IsJob', 'ReadJob', 'HasReason', 'TrainingFailed']);
  expect(execution).toMatchObject({ status: 'FAILED', error: 'TrainingFailed' });
  expect(execution.cause).toContain('the images are all grey');
});

it('fails with SageMaker’s words when it refuses the job', async () => {
  const execution = await laptop().run('TrainModelArn', { hyperparameters: { epochs: 1 } });
  // Step Functions gives SageMaker's throttling and its refusals one name, so a refusal is asked again too.
  expect(execution.path).toEqual(['CheckInput', 'Train x6', 'IsJob', 'TrainingRefused']);
  expect(execution.status).toBe('FAILED');
  expect(execution.cause).toMatch(/epochs/);
});

it('stops the job when the execution is stopped', async () => {
  laptop().model.behave({ training: 'waits' });
  const { stepFunctions, sageMaker } = laptop().clients;
  const arn = await laptop().start('TrainModelArn', INPUT);
  const TrainingJobName = await eventually(async () => {
    const { TrainingJobSummaries = [] } = await sageMaker.send(
      new ListTrainingJobsCommand({ StatusEquals: 'InProgress' }),
    );
    return TrainingJobSummaries[0]?.TrainingJobName;
  });
  await stepFunctions.send(new StopExecutionCommand({ executionArn: arn, error: 'Enough', cause: 'of it' }));
  const execution = await laptop().finished(arn);
  expect(execution).toMatchObject({ status: 'ABORTED', error: 'Enough', cause: 'of it' });
  const described = await eventually(async () => {
    const job = await sageMaker.send(new DescribeTrainingJobCommand({ TrainingJobName }));
    return job.TrainingJobStatus !== 'InProgress' && job.TrainingJobStatus !== 'Stopping' && job;
  });
  expect(described.TrainingJobStatus).toBe('Stopped');
});
