import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { ObjectAddress } from './json-object';

/** An object whose head is known, and whose body is still to be read, once, or dropped. */
export interface OpenObject {
  /** Bytes. */
  readonly size: number;
  /** Absent in a bucket without versions. */
  readonly versionId?: string;
  /** S3 user metadata, e.g. site and camera. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly bytes: () => Promise<Uint8Array>;
  readonly drop: () => void;
}

/** Opens an object of S3. @throws what the SDK throws */
export type GetObject = (address: ObjectAddress) => Promise<OpenObject>;

export const sdkGetObject =
  (s3: S3Client): GetObject =>
  (address) =>
    openObject(s3, new GetObjectCommand(getObjectInput(address)));

export const getObjectInput = ({ bucket, key, versionId }: ObjectAddress) => ({
  Bucket: bucket,
  Key: key,
  VersionId: versionId,
});

export async function openObject(s3: S3Client, command: GetObjectCommand): Promise<OpenObject> {
  const { Body, ContentLength, VersionId, Metadata } = await s3.send(command);
  return {
    size: ContentLength ?? 0,
    versionId: VersionId,
    metadata: Metadata ?? {},
    bytes: async () => (await Body?.transformToByteArray()) ?? new Uint8Array(),
    drop: () => (Body as { destroy?: () => void } | undefined)?.destroy?.(),
  };
}
