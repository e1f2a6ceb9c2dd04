import { createHash } from 'node:crypto';
import type { S3Client } from '@aws-sdk/client-s3';
import { HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';

/** An object as it is to be. */
export interface WantedObject {
  readonly key: string;
  readonly body: Uint8Array;
  readonly contentType: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface Upload {
  /** Whether it had to be written. */
  readonly written: boolean;
  /** SHA-256 of the body, base64. */
  readonly checksum: string;
}

/**
 * Writes an object unless it is there already with the same content, type and metadata. An ETag tells nothing where a customer-managed key encrypts,
 * so objects are written with their SHA-256, which S3 keeps and tells.
 * @param sizeThere size of the object that lies under the key, bytes; undefined where there is none.
 */
export async function uploadIfChanged(
  s3: S3Client,
  bucket: string,
  { key, body, contentType, metadata = {} }: WantedObject,
  sizeThere: number | undefined,
): Promise<Upload> {
  const checksum = createHash('sha256').update(body).digest('base64');
  if (sizeThere === body.length) {
    const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED' }));
    const same = head.ChecksumSHA256 === checksum && head.ContentType === contentType;
    if (same && sameMetadata(head.Metadata ?? {}, metadata)) return { written: false, checksum };
  }
  await s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: body,
      ContentType: contentType,
      Metadata: { ...metadata },
      ChecksumSHA256: checksum,
    }),
  );
  return { written: true, checksum };
}

function sameMetadata(one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean {
  // S3 keeps the names of metadata in lower case.
  const entries = Object.entries(other).map(([name, value]) => [name.toLowerCase(), value] as const);
  return Object.keys(one).length === entries.length && entries.every(([name, value]) => one[name] === value);
}
