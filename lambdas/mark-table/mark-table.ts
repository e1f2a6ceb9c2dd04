import type { S3Client } from '@aws-sdk/client-s3';
import { parseInput } from '../../core/contracts/parse-input';
import { markTableEventSchema, TRAINED_TAG } from '../../core/contracts/train-table';
import { addTag } from '../adapters/object-tags';

/**
 * Tags the version of a table that a model has been trained on, so that it is never trained on again by itself.
 * @throws InvalidInput, ImageNotFound, AccessDenied, StorageUnavailable
 */
export async function markTable(event: unknown, s3: S3Client): Promise<{ readonly marked: true }> {
  const { table, executionName } = parseInput(markTableEventSchema, event, 'event');
  await addTag(s3, table, { Key: TRAINED_TAG, Value: executionName });
  return { marked: true };
}
