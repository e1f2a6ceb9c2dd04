import { DeleteObjectsCommand, type S3Client } from '@aws-sdk/client-s3';

/** Most keys that one request may name. */
const KEYS_PER_REQUEST = 1000;

/**
 * Deletes objects; in a versioned bucket their versions stay.
 * @throws Error that names the first key that could not be deleted
 */
export async function deleteKeys(s3: S3Client, bucket: string, keys: readonly string[]): Promise<void> {
  for (let from = 0; from < keys.length; from += KEYS_PER_REQUEST) {
    const Objects = keys.slice(from, from + KEYS_PER_REQUEST).map((Key) => ({ Key }));
    const { Errors = [] } = await s3.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
    );
    const [first] = Errors;
    if (first === undefined) continue;
    throw new Error(
      `${Errors.length} objects of ${bucket} could not be deleted, first ${first.Key}: ${first.Code} ${first.Message}`,
    );
  }
}
