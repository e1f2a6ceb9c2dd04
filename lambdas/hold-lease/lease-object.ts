import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { TRAINING_LEASE_KEY } from '../../core/contracts/storage-layout';
import { type TrainingLease, trainingLeaseSchema } from '../../core/contracts/training-lease';
import { readText } from '../adapters/json-object';
import { storageError } from '../adapters/storage-errors';

/** A lease as it was read: a write that names its ETag goes through only where nobody has written since. */
export interface ReadLease {
  /** Undefined where the object holds no lease of ours. */
  readonly lease: TrainingLease | undefined;
  readonly etag: string | undefined;
}

/** The object that holds the lease of the environment's model group. */
export class LeaseObject {
  constructor(
    private readonly s3: S3Client,
    private readonly bucket: string,
  ) {}

  /** @returns undefined where there never was one @throws AccessDenied, StorageUnavailable */
  async read(): Promise<ReadLease | undefined> {
    const stored = await readText(this.s3, { bucket: this.bucket, key: TRAINING_LEASE_KEY });
    if (stored === undefined) return undefined;
    const parsed = trainingLeaseSchema.safeParse(parseJson(stored.text));
    return { lease: parsed.data, etag: stored.etag };
  }

  /**
   * Writes the lease, where it still is as it was read.
   * @param over what was read; undefined for a first lease
   * @returns false where somebody else was faster
   * @throws AccessDenied, StorageUnavailable
   */
  async write(lease: TrainingLease, over: ReadLease | undefined): Promise<boolean> {
    try {
      await this.s3.send(
        new PutObjectCommand({
          Bucket: this.bucket,
          Key: TRAINING_LEASE_KEY,
          Body: JSON.stringify(lease),
          ContentType: 'application/json',
          ...(over === undefined ? { IfNoneMatch: '*' } : { IfMatch: over.etag }),
        }),
      );
      return true;
    } catch (error) {
      // The last two: somebody writes, or has deleted, the lease at this very moment.
      const lost = ['PreconditionFailed', 'ConditionalRequestConflict', 'NoSuchKey'];
      if (lost.includes((error as Error).name)) return false;
      throw storageError(error, { bucket: this.bucket, key: TRAINING_LEASE_KEY }, 's3:PutObject');
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
