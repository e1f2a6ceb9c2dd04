import { DescribeExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import { AccessDenied, StorageUnavailable } from '../../core/contracts/errors';

/**
 * Whether an execution has not ended yet.
 * @throws AccessDenied, StorageUnavailable
 */
export async function executionRuns(stepFunctions: SFNClient, executionArn: string): Promise<boolean> {
  try {
    const { status } = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    return status === 'RUNNING';
  } catch (cause) {
    const { name, message } = cause as Error;
    // Step Functions forgets executions 90 days after their end.
    if (name === 'ExecutionDoesNotExist' || name === 'InvalidArn') return false;
    if (name.startsWith('AccessDenied')) {
      const text = `The function may not look at ${executionArn}: grant its role states:DescribeExecution. (${message})`;
      throw new AccessDenied(text, { cause });
    }
    throw new StorageUnavailable(`Whether ${executionArn} still runs is not known (${name}: ${message}).`, { cause });
  }
}
