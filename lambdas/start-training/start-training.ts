import { type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { AccessDenied, StorageUnavailable } from '../../core/contracts/errors';
import { arrivalExecution, manifestArrivalSchema } from '../../core/contracts/manifest-arrival';
import { parseInput } from '../../core/contracts/parse-input';

export interface StartedTraining {
  readonly execution: string;
  /** False where this very version has started a training before. */
  readonly started: boolean;
}

/**
 * Starts a training for a manifest that has arrived in the images bucket. EventBridge tells of an arrival at least once; the execution's name
 * follows from bucket, key and version, so that the second telling finds it started.
 * @throws InvalidInput, AccessDenied; StorageUnavailable, after which Lambda tries again
 */
export async function startTraining(
  event: unknown,
  stepFunctions: SFNClient,
  stateMachineArn: string,
): Promise<StartedTraining> {
  const { name, input } = arrivalExecution(parseInput(manifestArrivalSchema, event, 'event'));
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
    throw new StorageUnavailable(`The training ${name} could not be started (${fault}: ${message}).`, { cause });
  }
}
