import { ImageTooLarge } from '../../core/contracts/errors';
import type { GetObject, OpenObject } from './get-object';
import type { ObjectAddress } from './json-object';
import { storageError } from './storage-errors';

export interface StoredImage {
  readonly bytes: Uint8Array;
  /** Absent in a bucket without versions. */
  readonly versionId?: string;
  /** S3 user metadata, e.g. site and camera. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Reads images from S3. */
export class ImageReader {
  constructor(private readonly getObject: GetObject) {}

  /**
   * Reads one object whole, in one request; a body above the limit is told from its length and never read.
   * @throws ImageNotFound, ImageTooLarge, AccessDenied, InvalidInput, StorageUnavailable. For a role without s3:ListBucket an absent object is
   *   AccessDenied: S3 tells it no more.
   */
  async read(image: ObjectAddress, maxBytes: number): Promise<StoredImage> {
    const { size, versionId, metadata, bytes, drop } = await this.open(image);
    if (size > maxBytes) {
      drop();
      const where = `s3://${image.bucket}/${image.key}`;
      throw new ImageTooLarge(`${where} has ${size} bytes; at most ${maxBytes} are taken. Scale the image down.`);
    }
    try {
      return { bytes: await bytes(), versionId, metadata };
    } catch (error) {
      throw storageError(error, image, 's3:GetObject');
    }
  }

  private async open(image: ObjectAddress): Promise<OpenObject> {
    try {
      return await this.getObject(image);
    } catch (error) {
      throw storageError(error, image, 's3:GetObject');
    }
  }
}
