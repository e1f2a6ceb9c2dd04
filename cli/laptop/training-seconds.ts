import { DescribeTrainingJobCommand, type SageMakerClient } from '@aws-sdk/client-sagemaker';

/**
 * How long an ended training job trained: from its `TrainingStartTime` to its `TrainingEndTime`, its start-up and queueing left out.
 * @returns seconds
 * @throws Error for a job that has not ended, or never began to train
 */
export async function trainingSeconds(sageMaker: SageMakerClient, job: string): Promise<number> {
  const { TrainingStartTime: start, TrainingEndTime: end } = await sageMaker.send(
    new DescribeTrainingJobCommand({ TrainingJobName: job }),
  );
  if (start === undefined || end === undefined) throw new Error(`The training job ${job} has not trained to an end.`);
  return (end.getTime() - start.getTime()) / 1000;
}
