import type { SFNClient } from '@aws-sdk/client-sfn';
import { manifestExecution } from '../../core/contracts/manifest-arrival';
import { arrivedObject, objectArrivalSchema } from '../../core/contracts/object-arrival';
import { parseInput } from '../../core/contracts/parse-input';
import { type StartedExecution, startOnce } from '../adapters/start-once';

/**
 * Starts a training for a manifest that has arrived in the images bucket; told twice of the same version, one.
 * @throws InvalidInput, AccessDenied, StorageUnavailable
 */
export async function startTraining(
  event: unknown,
  stepFunctions: SFNClient,
  stateMachineArn: string,
): Promise<StartedExecution> {
  const arrival = parseInput(objectArrivalSchema, event, 'event');
  return startOnce(stepFunctions, stateMachineArn, manifestExecution(arrivedObject(arrival)));
}
