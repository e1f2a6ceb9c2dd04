import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { StorageUnavailable } from '../../core/contracts/errors';
import { storageError } from './storage-errors';

/** The reports bucket, in which no report is ever written over. */
export class ReportStore {
  constructor(
    private readonly s3: S3Client,
    readonly bucket: string,
  ) {}

  /**
   * Writes an object that is not there yet.
   * @returns whether it was written; false where somebody else has been quicker.
   * @throws AccessDenied, StorageUnavailable
   */
  async create(key: string, body: string, contentType: string): Promise<boolean> {
    try {
      await this.s3.send(
        new PutObjectCommand({
          Bucket: this.bucket,
          Key: key,
          Body: body,
          ContentType: contentType,
          IfNoneMatch: '*',
        }),
      );
      return true;
    } catch (error) {
      const { name, message } = error as Error;
      if (name === 'PreconditionFailed') return false;
      if (name === 'ConditionalRequestConflict') {
        throw new StorageUnavailable(`Somebody else writes s3://${this.bucket}/${key}: ${message}`, { cause: error });
      }
      throw storageError(error, { bucket: this.bucket, key }, 's3:PutObject');
    }
  }

  /** Writes an object anew, whether it is there or not: for what a repeated step makes again. @throws AccessDenied, StorageUnavailable */
  async put(key: string, body: string | Uint8Array, contentType: string): Promise<void> {
    try {
      await this.s3.send(new PutObjectCommand({ Bucket: this.bucket, Key: key, Body: body, ContentType: contentType }));
    } catch (error) {
      throw storageError(error, { bucket: this.bucket, key }, 's3:PutObject');
    }
  }

  /** The text of an object; undefined where there is none. @throws AccessDenied, StorageUnavailable */
  async read(key: string): Promise<string | undefined> {
    try {
      const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
      return await Body?.transformToString();
    } catch (error) {
      if ((error as Error).name === 'NoSuchKey') return undefined;
      throw storageError(error, { bucket: this.bucket, key }, 's3:GetObject');
    }
  }

  /** Every key below a prefix. @throws AccessDenied, StorageUnavailable */
  async keys(prefix: string): Promise<readonly string[]> {
    const keys: string[] = [];
    try {
      for (let token: string | undefined; ; ) {
        const input = { Bucket: this.bucket, Prefix: prefix, ContinuationToken: token };
        const page = await this.s3.send(new ListObjectsV2Command(input));
        keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
        token = page.NextContinuationToken;
        if (token === undefined) return keys;
      }
    } catch (error) {
      throw storageError(error, { bucket: this.bucket, key: prefix }, 's3:ListBucket');
    }
  }
}
