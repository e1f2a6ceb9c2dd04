import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { ListedObject } from '../../core/training/check-dataset';
import { storageError } from './storage-errors';

/**
 * Every object under a prefix, a thousand a request: 100,000 take a hundred requests, where asking for each by name would take a hundred
 * thousand. A key that ends in a slash is a console's folder marker and no object of anybody's.
 * @throws AccessDenied, StorageUnavailable, InvalidInput
 */
export async function listObjects(s3: S3Client, bucket: string, prefix: string): Promise<ListedObject[]> {
  const objects: ListedObject[] = [];
  try {
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: prefix })) {
      for (const { Key = '', Size = 0, ETag = '' } of Contents) {
        if (Key.endsWith('/')) continue;
        objects.push({ file: Key.slice(prefix.length), bytes: Size, etag: ETag.replaceAll('"', '') });
      }
    }
  } catch (error) {
    throw storageError(error, { bucket, key: prefix }, 's3:ListBucket');
  }
  return objects;
}
