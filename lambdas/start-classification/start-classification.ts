import type { SFNClient } from '@aws-sdk/client-sfn';
import { imageExecution, isArrivedImage } from '../../core/contracts/image-arrival';
import { arrivedObject, objectArrivalSchema } from '../../core/contracts/object-arrival';
import { parseInput } from '../../core/contracts/parse-input';
import { type StartedExecution, startOnce } from '../adapters/start-once';

/** An object that is not taken for an image. */
export interface PassedOver {
  readonly passedOver: string;
}

/**
 * Starts `ImageClassification` for an image that has arrived under `incoming/`; told twice of the same version, one execution.
 * @throws InvalidInput, AccessDenied, StorageUnavailable
 */
export async function startClassification(
  event: unknown,
  stepFunctions: SFNClient,
  stateMachineArn: string,
): Promise<StartedExecution | PassedOver> {
  const image = arrivedObject(parseInput(objectArrivalSchema, event, 'event'));
  if (!isArrivedImage(image.key)) return { passedOver: image.key };
  return startOnce(stepFunctions, stateMachineArn, imageExecution(image));
}
