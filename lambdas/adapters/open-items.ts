import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  type ListObjectsV2Output,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { type OpenItem, openItemSchema } from '../../core/contracts/open-item';
import { OPEN_ITEM_PREFIX, openItemKey } from '../../core/contracts/storage-layout';
import { storageError } from './storage-errors';

/** Some of the open items' keys, and how to go on. */
export interface OpenItemKeys {
  readonly keys: readonly string[];
  /** Key to go on after; undefined at the end. */
  readonly next?: string;
}

/** The second looks that wait for an answer, in the images bucket. */
export class OpenItems {
  constructor(
    private readonly s3: S3Client,
    readonly bucket: string,
  ) {}

  /**
   * Opens a second look. The same item twice is one: its key follows from its id and the time it says it was opened at.
   * @throws AccessDenied, StorageUnavailable
   */
  async write(item: OpenItem): Promise<void> {
    const key = openItemKey(new Date(item.opened_at), item.review_id);
    const Body = JSON.stringify(openItemSchema.parse(item));
    try {
      await this.s3.send(
        new PutObjectCommand({ Bucket: this.bucket, Key: key, Body, ContentType: 'application/json' }),
      );
    } catch (error) {
      throw storageError(error, { bucket: this.bucket, key }, 's3:PutObject');
    }
  }

  /** The item; undefined where there is none, because it was answered or forgotten. @throws AccessDenied, StorageUnavailable */
  async read(key: string): Promise<OpenItem | undefined> {
    try {
      const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
      return openItemSchema.parse(JSON.parse((await Body?.transformToString()) ?? ''));
    } catch (error) {
      if ((error as Error).name === 'NoSuchKey') return undefined;
      throw storageError(error, { bucket: this.bucket, key }, 's3:GetObject');
    }
  }

  /** Keys of open items, the oldest hour first. @throws AccessDenied, StorageUnavailable */
  async list(after?: string, atMost = 1000): Promise<OpenItemKeys> {
    const { Contents = [], IsTruncated } = await this.listed({ StartAfter: after, MaxKeys: atMost });
    const keys = Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
    return { keys, ...(IsTruncated ? { next: keys.at(-1) } : {}) };
  }

  /**
   * Keys of the items that have waited longest, a thousand at most: by the hour they were opened in, within it by when they were written.
   * @throws AccessDenied, StorageUnavailable
   */
  async oldest(): Promise<{ readonly entries: readonly string[]; readonly more: boolean }> {
    const { Contents = [], IsTruncated } = await this.listed({});
    const entries = Contents.flatMap(({ Key, LastModified }) =>
      Key === undefined
        ? []
        : [{ key: Key, hour: Key.slice(0, Key.lastIndexOf('/')), written: LastModified?.getTime() ?? 0 }],
    );
    entries.sort(
      (one, other) => compare(one.hour, other.hour) || one.written - other.written || compare(one.key, other.key),
    );
    return { entries: entries.map(({ key }) => key), more: IsTruncated ?? false };
  }

  /** Takes an item off the list. An absent one is no error. @throws AccessDenied, StorageUnavailable */
  async remove(key: string): Promise<void> {
    try {
      await this.s3.send(new DeleteObjectCommand({ Bucket: this.bucket, Key: key }));
    } catch (error) {
      throw storageError(error, { bucket: this.bucket, key }, 's3:DeleteObject');
    }
  }

  private async listed(part: Pick<ListObjectsV2CommandInput, 'StartAfter' | 'MaxKeys'>): Promise<ListObjectsV2Output> {
    try {
      return await this.s3.send(new ListObjectsV2Command({ Bucket: this.bucket, Prefix: OPEN_ITEM_PREFIX, ...part }));
    } catch (error) {
      throw storageError(error, { bucket: this.bucket, key: OPEN_ITEM_PREFIX }, 's3:ListBucket');
    }
  }
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
