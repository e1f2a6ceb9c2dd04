import { type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { AccessDenied, StorageUnavailable } from '../../core/contracts/errors';
import type { ArrivalExecution } from '../../core/contracts/object-arrival';

export interface StartedExecution {
  readonly execution: string;
  /** False where this very version of the object has started it before. */
  readonly started: boolean;
}

/**
 * Starts the execution that an arrival names. EventBridge tells of an arrival at least once; the second telling finds its execution there, which is success.
 * @throws AccessDenied; StorageUnavailable, after which Lambda tries again
 */
export async function startOnce(
  stepFunctions: SFNClient,
  stateMachineArn: string,
  { name, input }: ArrivalExecution<unknown>,
): Promise<StartedExecution> {
  try {
    await stepFunctions.send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }));
    return { execution: name, started: true };
  } catch (cause) {
    const { name: fault, message } = cause as Error;
    if (fault === 'ExecutionAlreadyExists') return { execution: name, started: false };
    if (fault.startsWith('AccessDenied')) {
      const text = `The function may not start ${stateMachineArn}: grant its role states:StartExecution. (${message})`;
      throw new AccessDenied(text, { cause });
    }
    throw new StorageUnavailable(`The execution ${name} could not be started (${fault}: ${message}).`, { cause });
  }
}
