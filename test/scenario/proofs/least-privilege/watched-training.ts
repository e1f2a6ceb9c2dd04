import { ListModelsCommand, ListTransformJobsCommand } from '@aws-sdk/client-sagemaker';
import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import type { TrainModelOutput } from '../../../../core/contracts/train-model';
import { eventually } from '../../../fixtures/eventually';
import type { WorkflowLaptop } from '../../../fixtures/laptop/workflow-laptop';
import { told } from './exercises';

/** Starts a training that waits at a job, does something, and stops it. */
export async function whileAt(
  laptop: WorkflowLaptop,
  machine: 'TrainModelArn' | 'TrainTableArn',
  input: object,
  reached: () => Promise<unknown>,
  act: (executionArn: string) => Promise<string | undefined>,
): Promise<string | undefined> {
  const arn = await laptop.start(machine, input);
  const ended = laptop.finished(arn);
  const failure = await Promise.race([
    reached().then(() => undefined),
    ended.then((execution) => told(execution) ?? 'It did not wait.'),
  ]);
  if (failure !== undefined) return failure;
  const seen = await act(arn);
  await laptop.clients.stepFunctions.send(new StopExecutionCommand({ executionArn: arn }));
  await ended;
  return seen;
}

/** Waits for a transform job to run. */
export const transformRuns = (laptop: WorkflowLaptop): Promise<boolean> =>
  eventually(async () => {
    const list = new ListTransformJobsCommand({ StatusEquals: 'InProgress' });
    return ((await laptop.clients.sageMaker.send(list)).TransformJobSummaries ?? []).length > 0;
  });

/** A denied deletion is passed over: the model that stays tells of it. */
export async function leftBehind(
  laptop: WorkflowLaptop,
  { trainingJobName }: TrainModelOutput,
): Promise<string | undefined> {
  const { Models = [] } = await laptop.clients.sageMaker.send(new ListModelsCommand({ NameContains: trainingJobName }));
  return Models.length === 0
    ? undefined
    : 'AccessDenied for sagemaker:DeleteModel: the candidate’s model is still there';
}
