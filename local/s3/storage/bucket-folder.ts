import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { bucketNotEmpty, noSuchBucket } from '../protocol/s3-error';
import { Bucket } from './bucket';
import { lockFolder } from './folder-lock';
import { newVersionId } from './version-id';

/** Folders that start so are half made or half deleted: no bucket name starts with a dot. */
const UNFINISHED = '.unfinished-';

/** All buckets of one folder, a folder each. */
export class BucketFolder {
  private readonly buckets = new Map<string, Bucket>();
  private readonly folder: string;
  private readonly unlock: () => void;
  private readonly removals = new Set<Promise<void>>();

  /** @throws FolderInUse, JournalDamaged */
  constructor(folder: string) {
    this.folder = resolve(folder);
    mkdirSync(this.folder, { recursive: true });
    this.unlock = lockFolder(this.folder);
    try {
      this.openAll();
    } catch (error) {
      this.unlock();
      throw error;
    }
  }

  /** @throws S3Error `NoSuchBucket` */
  get(name: string): Bucket {
    const bucket = this.buckets.get(name);
    if (bucket === undefined) throw noSuchBucket(name);
    return bucket;
  }

  find(name: string): Bucket | undefined {
    return this.buckets.get(name);
  }

  /** By name. */
  all(): Bucket[] {
    return [...this.buckets.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Makes a bucket of a valid name that does not exist. */
  create(name: string, created: number): Bucket {
    const unfinished = this.unfinished();
    mkdirSync(unfinished);
    writeFileSync(
      join(unfinished, 'journal.jsonl'),
      `${JSON.stringify({ change: 'configure', configuration: { created } })}\n`,
    );
    renameSync(unfinished, join(this.folder, name));
    return this.open(name);
  }

  /** @throws S3Error `NoSuchBucket`, `BucketNotEmpty` */
  delete(name: string): void {
    const bucket = this.get(name);
    if (!bucket.isEmpty) throw bucketNotEmpty(name);
    const unfinished = this.unfinished();
    renameSync(join(this.folder, name), unfinished);
    this.buckets.delete(name);
    bucket.close();
    const removal = rm(unfinished, { recursive: true, force: true, maxRetries: 3 }).finally(() => {
      this.removals.delete(removal);
    });
    this.removals.add(removal);
  }

  async close(): Promise<void> {
    for (const bucket of this.buckets.values()) bucket.close();
    this.buckets.clear();
    await Promise.allSettled(this.removals);
    this.unlock();
  }

  private openAll(): void {
    for (const entry of readdirSync(this.folder, { withFileTypes: true })) {
      if (entry.name.startsWith(UNFINISHED)) rmSync(join(this.folder, entry.name), { recursive: true, force: true });
      else if (entry.isDirectory()) this.open(entry.name);
    }
  }

  private open(name: string): Bucket {
    const bucket = new Bucket(name, join(this.folder, name));
    this.buckets.set(name, bucket);
    return bucket;
  }

  private unfinished(): string {
    return join(this.folder, `${UNFINISHED}${newVersionId()}`);
  }
}
