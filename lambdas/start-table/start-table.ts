import type { S3Client } from '@aws-sdk/client-s3';
import type { SFNClient } from '@aws-sdk/client-sfn';
import { arrivedObject, objectArrivalSchema } from '../../core/contracts/object-arrival';
import { parseInput } from '../../core/contracts/parse-input';
import { TRAINED_TAG, tableExecution } from '../../core/contracts/train-table';
import { readTags } from '../adapters/object-tags';
import { type StartedExecution, startOnce } from '../adapters/start-once';

/**
 * Starts a training for a table that has arrived in the images bucket. EventBridge tells of an arrival at least once; the execution's name follows
 * from bucket, key and version. A version that bears the tag of a registered model is skipped, also when Step Functions has forgotten its execution.
 * @throws InvalidInput, ImageNotFound, AccessDenied; StorageUnavailable, after which Lambda tries again
 */
export async function startTable(
  event: unknown,
  { s3, stepFunctions }: { readonly s3: S3Client; readonly stepFunctions: SFNClient },
  stateMachineArn: string,
): Promise<StartedExecution> {
  const table = arrivedObject(parseInput(objectArrivalSchema, event, 'event'));
  const tags = await readTags(s3, table);
  const trainedBy = tags.find(({ Key }) => Key === TRAINED_TAG)?.Value;
  if (trainedBy !== undefined) return { execution: trainedBy, started: false };
  return startOnce(stepFunctions, stateMachineArn, tableExecution(table));
}
