import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { S3Location } from './s3-location';

/** Members of PutObject that encrypt with a key; none where no key is given (the bucket's default applies). */
export function encryptionOf(kmsKeyId: string | undefined): {
  ServerSideEncryption?: 'aws:kms';
  SSEKMSKeyId?: string;
} {
  return kmsKeyId === undefined || kmsKeyId === '' ? {} : { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: kmsKeyId };
}

/** Up to this a file is sent from memory, so that the SDK can try again; a stream can be read once. Bytes. */
const STREAM_ABOVE = 16 * 1024 * 1024;

/** @throws S3's error */
export async function uploadFile(
  s3: S3Client,
  file: string,
  { bucket, key }: S3Location,
  kmsKeyId?: string,
): Promise<void> {
  const { size } = await stat(file);
  const body = size > STREAM_ABOVE ? createReadStream(file) : await readFile(file);
  await s3.send(
    new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentLength: size, ...encryptionOf(kmsKeyId) }),
  );
}
