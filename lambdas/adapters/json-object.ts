import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { storageError } from './storage-errors';

export interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
}

/** An object's text, and the ETag by which a conditional write names it. */
export interface StoredText {
  readonly text: string;
  readonly etag: string | undefined;
}

/**
 * Reads an object as text.
 * @returns undefined where there is none; the role must be allowed to list the bucket, or S3 does not tell
 * @throws AccessDenied, StorageUnavailable, InvalidInput
 */
export async function readText(
  s3: S3Client,
  { bucket, key, versionId }: ObjectAddress,
): Promise<StoredText | undefined> {
  try {
    const { Body, ETag } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }));
    return { text: (await Body?.transformToString('utf8')) ?? '', etag: ETag };
  } catch (error) {
    if (['NoSuchKey', 'NoSuchVersion', 'NotFound'].includes((error as Error).name)) return undefined;
    throw storageError(error, { bucket, key }, 's3:GetObject');
  }
}

/** Writes an object. @throws AccessDenied, StorageUnavailable, InvalidInput */
export async function writeText(
  s3: S3Client,
  { bucket, key }: ObjectAddress,
  body: string,
  contentType = 'application/json',
): Promise<void> {
  try {
    await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: contentType }));
  } catch (error) {
    throw storageError(error, { bucket, key }, 's3:PutObject');
  }
}
