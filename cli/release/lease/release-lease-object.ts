import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { type ReleaseLeaseRecord, releaseLeaseSchema } from '../../../core/contracts/release-lease';
import { RELEASE_LEASE_KEY } from '../../../core/contracts/storage-layout';

/** A lease as it was read or written: a write that names its ETag goes through only where nobody has written since. */
export interface StoredLease {
  /** Undefined where the object holds no lease of ours. */
  readonly lease: ReleaseLeaseRecord | undefined;
  readonly etag: string;
}

/** Somebody writes the object at this very moment, or did since it was read. */
const LOST_RACES = ['PreconditionFailed', 'ConditionalRequestConflict', 'NoSuchKey'];

/** The object in the models bucket that holds the lease of an environment's releases. */
export class ReleaseLeaseObject {
  constructor(
    private readonly s3: S3Client,
    private readonly bucket: string,
  ) {}

  /** @returns undefined where there is none. */
  async read(): Promise<StoredLease | undefined> {
    try {
      const { Body, ETag = '' } = await this.s3.send(
        new GetObjectCommand({ Bucket: this.bucket, Key: RELEASE_LEASE_KEY }),
      );
      const text = (await Body?.transformToString()) ?? '';
      return { lease: releaseLeaseSchema.safeParse(parsed(text)).data, etag: ETag };
    } catch (error) {
      if ((error as Error).name === 'NoSuchKey') return undefined;
      throw error;
    }
  }

  /**
   * Writes the lease where the object still is as it was read.
   * @param over what was read; undefined for a first lease
   * @returns undefined where somebody else was faster
   */
  async write(lease: ReleaseLeaseRecord, over: StoredLease | undefined): Promise<StoredLease | undefined> {
    try {
      const { ETag = '' } = await this.s3.send(
        new PutObjectCommand({
          Bucket: this.bucket,
          Key: RELEASE_LEASE_KEY,
          Body: JSON.stringify(lease),
          ContentType: 'application/json',
          ...(over === undefined ? { IfNoneMatch: '*' } : { IfMatch: over.etag }),
        }),
      );
      return { lease, etag: ETag };
    } catch (error) {
      if (LOST_RACES.includes((error as Error).name)) return undefined;
      throw error;
    }
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
