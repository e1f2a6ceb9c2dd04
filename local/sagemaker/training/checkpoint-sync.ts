import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import { filesBelow } from '../storage/archive';
import { downloadObjects } from '../storage/download-objects';
import { listInputObjects } from '../storage/input-objects';
import { keyBelow, parseS3Uri } from '../storage/s3-location';
import { uploadFile } from '../storage/upload-file';

/** Keeps a job's checkpoint folder and its S3 prefix alike: restored before training, changed files uploaded while it runs. */
export class CheckpointSync {
  private readonly seen = new Map<string, string>();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly s3: S3Client,
    private readonly uri: string,
    private readonly folder: string,
    private readonly warn: (message: string) => void,
  ) {}

  /** Downloads what an earlier job left. @throws S3's error */
  async restore(signal: AbortSignal): Promise<void> {
    const prefix = this.uri.endsWith('/') ? this.uri : `${this.uri}/`;
    const objects = await listInputObjects(this.s3, { S3DataType: 'S3Prefix', S3Uri: prefix });
    await downloadObjects(this.s3, objects, this.folder, signal);
    for (const name of await filesBelow(this.folder)) this.seen.set(name, await this.version(name));
  }

  start(intervalMs: number): void {
    this.timer = setInterval(() => {
      this.running = this.running
        .then(() => this.upload())
        .catch((error: Error) => this.warn(`A checkpoint could not be written to ${this.uri}: ${error.message}`));
    }, intervalMs);
  }

  /** Uploads what changed last. @throws S3's error */
  async finish(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
    await this.upload();
  }

  private async upload(): Promise<void> {
    const { bucket, key } = parseS3Uri(this.uri);
    for (const name of await filesBelow(this.folder)) {
      const version = await this.version(name);
      if (this.seen.get(name) === version) continue;
      await uploadFile(this.s3, join(this.folder, name), { bucket, key: keyBelow(key, name) });
      this.seen.set(name, version);
    }
  }

  private async version(name: string): Promise<string> {
    const { size, mtimeMs } = await stat(join(this.folder, name));
    return `${size} ${mtimeMs}`;
  }
}
