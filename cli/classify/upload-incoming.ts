import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { INCOMING_PREFIX } from '../../core/contracts/storage-layout';
import { inspectImage } from '../../core/image/inspect-image';
import type { ImageSource } from '../images/image-source';
import type { ImageToRun } from './classify-images';

/** Enough to tell images of one name apart. Hex digits. */
const DIGEST_CHARACTERS = 12;

/**
 * Where an image lies in S3; a file of this machine is uploaded first, to `incoming/{digest}/{name}`: the same image has the same key, another image
 * of the same name has another.
 * @returns with the version of what was uploaded
 * @throws ImageUnreadable, ImageTooLarge for a file that is no image that the service takes; nothing is uploaded then
 */
export async function placeInS3(s3: S3Client, bucket: string, source: ImageSource): Promise<ImageToRun> {
  if (source.place !== undefined) return source.place;
  const { bytes } = await source.read();
  const { contentType } = inspectImage(bytes);
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, DIGEST_CHARACTERS);
  const key = `${INCOMING_PREFIX}${digest}/${basename(source.name)}`;
  const put = new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentType: contentType });
  const { VersionId: versionId } = await s3.send(put);
  return { bucket, key, ...(versionId && { versionId }) };
}
