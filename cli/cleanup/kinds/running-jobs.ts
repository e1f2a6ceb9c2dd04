import {
  paginateListTrainingJobs,
  paginateListTransformJobs,
  StopTrainingJobCommand,
  StopTransformJobCommand,
} from '@aws-sdk/client-sagemaker';
import { ListExecutionsCommand, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { isGone } from '../is-gone';
import { isOfEnvironment } from '../is-of-environment';
import type { FindLeftovers, Leftover } from '../leftover';

const BY_INSTANCE = 'by the second, by instance type';

/** Trainings that are going on: stopping an execution stops its job, a job without one is stopped by itself. */
export const findRunningJobs: FindLeftovers = async (target) => {
  const { clients, outputs } = target;
  const { sageMaker, stepFunctions } = clients;
  const found: Leftover[] = [];
  if (outputs.has('TrainModelArn')) {
    const stateMachineArn = outputs.get('TrainModelArn');
    const list = new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING' });
    const { executions = [] } = await stepFunctions.send(list).catch((error: Error) => {
      // Its stack has just been destroyed.
      if (isGone(error)) return { executions: [] };
      throw error;
    });
    for (const { executionArn, name = '' } of executions) {
      const cause = 'Stopped by cleanup';
      const remove = async () => void (await stepFunctions.send(new StopExecutionCommand({ executionArn, cause })));
      found.push({ kind: 'training execution', name, why: 'is running', cost: BY_INSTANCE, remove });
    }
  }
  const wanted = { StatusEquals: 'InProgress' } as const;
  for await (const { TrainingJobSummaries = [] } of paginateListTrainingJobs({ client: sageMaker }, wanted)) {
    for (const { TrainingJobName: name = '', TrainingJobArn } of TrainingJobSummaries) {
      if (!(await isOfEnvironment(target, TrainingJobArn))) continue;
      const remove = () => stopped(sageMaker.send(new StopTrainingJobCommand({ TrainingJobName: name })));
      found.push({ kind: 'training job', name, why: 'is running', cost: BY_INSTANCE, remove });
    }
  }
  for await (const { TransformJobSummaries = [] } of paginateListTransformJobs({ client: sageMaker }, wanted)) {
    for (const { TransformJobName: name = '', TransformJobArn } of TransformJobSummaries) {
      if (!(await isOfEnvironment(target, TransformJobArn))) continue;
      const remove = () => stopped(sageMaker.send(new StopTransformJobCommand({ TransformJobName: name })));
      found.push({ kind: 'transform job', name, why: 'is running', cost: BY_INSTANCE, remove });
    }
  }
  return found;
};

/** A job that has ended meanwhile, or whose execution has stopped it, needs no stop. */
async function stopped(stop: Promise<unknown>): Promise<void> {
  await stop.catch((error: Error) => {
    if (error.name !== 'ValidationException') throw error;
  });
}
