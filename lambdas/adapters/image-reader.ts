import { GetObjectCommand, type GetObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { ImageTooLarge } from '../../core/contracts/errors';
import { storageError } from './storage-errors';

export interface ImageAddress {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
}

export interface StoredImage {
  readonly bytes: Uint8Array;
  /** Absent in a bucket without versions. */
  readonly versionId?: string;
  /** S3 user metadata, e.g. site and camera. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Reads images from S3. */
export class ImageReader {
  constructor(private readonly s3: S3Client) {}

  /**
   * Reads one object whole, in one request; a body above the limit is told from its length and never read.
   * @throws ImageNotFound, ImageTooLarge, AccessDenied, InvalidInput, StorageUnavailable. For a role without s3:ListBucket an absent object is
   *   AccessDenied: S3 tells it no more.
   */
  async read(image: ImageAddress, maxBytes: number): Promise<StoredImage> {
    const output = await this.get(image);
    const size = output.ContentLength ?? 0;
    if (size > maxBytes) {
      (output.Body as { destroy?: () => void } | undefined)?.destroy?.();
      const where = `s3://${image.bucket}/${image.key}`;
      throw new ImageTooLarge(`${where} has ${size} bytes; at most ${maxBytes} are taken. Scale the image down.`);
    }
    try {
      const bytes = (await output.Body?.transformToByteArray()) ?? new Uint8Array();
      return { bytes, versionId: output.VersionId, metadata: output.Metadata ?? {} };
    } catch (error) {
      throw storageError(error, image, 's3:GetObject');
    }
  }

  private async get({ bucket, key, versionId }: ImageAddress): Promise<GetObjectCommandOutput> {
    try {
      return await this.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }));
    } catch (error) {
      throw storageError(error, { bucket, key }, 's3:GetObject');
    }
  }
}
