import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { OPEN_ITEM_PREFIX } from '../../core/contracts/storage-layout';

/** Review ids of all open second looks of an images bucket. */
export async function listOpenItems(client: S3Client, Bucket: string): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix: OPEN_ITEM_PREFIX })) {
    for (const { Key = '' } of Contents) ids.add(Key.slice(Key.lastIndexOf('/') + 1).replace(/\.json$/, ''));
  }
  return ids;
}
