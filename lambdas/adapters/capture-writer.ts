import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { CaptureRecord } from '../../core/capture/capture-record';
import { captureFileKey } from '../../core/contracts/storage-layout';
import { LAST_WRITE_MILLISECONDS } from './client-options';

export interface CaptureTarget {
  readonly bucket: string;
  readonly prefix: string;
  readonly endpoint: string;
  readonly variant: string;
  /** How many of a hundred inferences are written, 0..100. */
  readonly percentage: number;
}

/**
 * Writes the capture records of a serverless endpoint, which cannot capture by itself: one file a record, in the place and form that a
 * real-time endpoint would use.
 */
export class CaptureWriter {
  constructor(
    private readonly s3: S3Client,
    private readonly target: CaptureTarget,
  ) {}

  /** Whether an inference is in the sample: decided by its id, so that a retry decides alike. */
  samples(inferenceId: string): boolean {
    return (Number.parseInt(inferenceId.slice(0, 8), 16) / 0x1_0000_0000) * 100 < this.target.percentage;
  }

  async write(record: CaptureRecord): Promise<void> {
    const { bucket, prefix, endpoint, variant } = this.target;
    const { eventId, inferenceTime } = record.eventMetadata;
    await this.s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: captureFileKey(prefix, { endpoint, variant, time: new Date(inferenceTime), uuid: eventId }),
        Body: `${JSON.stringify(record)}\n`,
        ContentType: 'application/jsonlines',
      }),
      { abortSignal: AbortSignal.timeout(LAST_WRITE_MILLISECONDS) },
    );
  }
}
