import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import type { PublishedName } from '../../core/contracts/published-names';
import type { Target } from '../target/target';
import type { ExecutionStatus } from './service-status';

const MACHINES: Readonly<Record<string, PublishedName>> = {
  TrainModel: 'TrainModelArn',
  ImageClassification: 'ImageClassificationArn',
};
const NEWEST = 5;

/** The newest executions of each state machine that is deployed. */
export async function readExecutions(target: Target): Promise<Record<string, readonly ExecutionStatus[]>> {
  const found: Record<string, readonly ExecutionStatus[]> = {};
  for (const [machine, output] of Object.entries(MACHINES)) {
    if (!target.outputs.has(output)) continue;
    const list = new ListExecutionsCommand({ stateMachineArn: target.outputs.get(output), maxResults: NEWEST });
    const { executions = [] } = await target.clients.stepFunctions.send(list);
    found[machine] = executions.map(({ name = '', status = '', startDate, stopDate }) => ({
      name,
      status,
      startedAt: startDate?.toISOString(),
      stoppedAt: stopDate?.toISOString(),
    }));
  }
  return found;
}
