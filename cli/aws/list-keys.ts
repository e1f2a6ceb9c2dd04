import type { S3Client } from '@aws-sdk/client-s3';
import { listObjects } from './list-objects';

/** Every key below a prefix, in order. */
export async function listKeys(s3: S3Client, bucket: string, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of listObjects(s3, bucket, prefix)) keys.push(key);
  return keys;
}
