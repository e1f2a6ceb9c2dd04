import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { manifestKey, splitPrefix } from '../../core/contracts/storage-layout';
import { parseImageList } from '../../core/dataset/image-list';
import { inspectImage } from '../../core/image/inspect-image';
import { SeededRandom } from '../../core/seeded-random';
import type { HeldOut, HeldOutRequest } from './held-out';
import type { ReleaseTarget } from './release-target';

/** The images of the test split, in an order of their own, over and over. */
export class HeldOutImages implements HeldOut {
  readonly noun = 'image';
  private next = 0;

  private constructor(
    private readonly s3: S3Client,
    readonly bucket: string,
    private readonly keys: readonly string[],
  ) {}

  /**
   * @param share of the test split that is drawn, 0 < share <= 1; at least one image.
   * @returns undefined where the images bucket has no list of the test split.
   * @throws ImageListError
   */
  static async find({ clients, outputs }: ReleaseTarget, share: number): Promise<HeldOutImages | undefined> {
    const Bucket = outputs.get('ImagesBucket');
    const Key = manifestKey('test');
    try {
      const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket, Key }));
      const rows = parseImageList((await Body?.transformToString()) ?? '', Key);
      const drawn = new SeededRandom('release-check')
        .shuffled(rows)
        .slice(0, Math.max(1, Math.round(share * rows.length)));
      const keys = drawn.map(({ file }) => splitPrefix('test') + file);
      return new HeldOutImages(clients.s3, Bucket, keys);
    } catch (error) {
      if ((error as Error).name === 'NoSuchKey') return undefined;
      throw error;
    }
  }

  get count(): number {
    return this.keys.length;
  }

  /** Reads the next image. @throws Error that names the image: it is no fault of the endpoint's */
  async take(): Promise<HeldOutRequest> {
    const key = this.keys[this.next++ % this.keys.length] as string;
    try {
      const { Body, Metadata = {} } = await this.s3.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
      const body = (await Body?.transformToByteArray()) ?? new Uint8Array();
      return { body, contentType: inspectImage(body).contentType, accept: 'application/json', metadata: Metadata };
    } catch (cause) {
      const { name, message } = cause as Error;
      throw new Error(`the held-out image s3://${this.bucket}/${key} could not be read: ${name}: ${message}`, {
        cause,
      });
    }
  }
}
