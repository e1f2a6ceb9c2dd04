import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { storageError } from '../adapters/storage-errors';
import type { ObjectPlace } from './child-results';

/** S3 wants at least 5 MiB a part but the last, and at most 10,000 parts: 50 GB are more than a batch's results. Bytes. */
const PART_BYTES = 5 * 1024 * 1024;
/** Lines are turned into bytes so many at a time. Characters. */
const PIECE = 64 * 1024;

/** Writes an object line by line: in one request where it is small, in parts where it is not. Nothing is seen of it before its end. */
export class LinesUpload {
  private lines = '';
  /** Of the part to come: kept as bytes, for they are sent as bytes. */
  private pieces: Buffer[] = [];
  private bytes = 0;
  private uploadId: string | undefined;
  private readonly parts: { ETag: string | undefined; PartNumber: number }[] = [];

  constructor(
    private readonly s3: S3Client,
    private readonly place: ObjectPlace,
  ) {}

  /** @throws AccessDenied, StorageUnavailable */
  async add(line: string): Promise<void> {
    this.lines += `${line}\n`;
    if (this.lines.length >= PIECE) this.gather();
    if (this.bytes >= PART_BYTES) await this.named(() => this.sendPart());
  }

  /** @throws AccessDenied, StorageUnavailable */
  end(): Promise<void> {
    return this.named(async () => {
      const { bucket: Bucket, key: Key } = this.place;
      this.gather();
      if (this.uploadId === undefined) {
        const Body = this.takePart();
        await this.s3.send(new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/jsonlines' }));
        return;
      }
      if (this.bytes > 0) await this.sendPart();
      const MultipartUpload = { Parts: this.parts };
      await this.s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId: this.uploadId, MultipartUpload }));
    });
  }

  /** Leaves nothing behind that would cost; for an upload that cannot be ended. */
  async abort(): Promise<void> {
    if (this.uploadId === undefined) return;
    const { bucket: Bucket, key: Key } = this.place;
    // The bucket's life cycle removes what this cannot.
    await this.s3
      .send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId: this.uploadId }))
      .catch(() => undefined);
  }

  private async sendPart(): Promise<void> {
    const { bucket: Bucket, key: Key } = this.place;
    this.uploadId ??= (
      await this.s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ContentType: 'application/jsonlines' }))
    ).UploadId;
    const PartNumber = this.parts.length + 1;
    const Body = this.takePart();
    const { ETag } = await this.s3.send(
      new UploadPartCommand({ Bucket, Key, UploadId: this.uploadId, PartNumber, Body }),
    );
    this.parts.push({ ETag, PartNumber });
  }

  private gather(): void {
    const piece = Buffer.from(this.lines);
    this.lines = '';
    this.pieces.push(piece);
    this.bytes += piece.length;
  }

  private takePart(): Buffer {
    const part = Buffer.concat(this.pieces);
    this.pieces = [];
    this.bytes = 0;
    return part;
  }

  private async named(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw storageError(error, this.place, 's3:PutObject');
    }
  }
}
