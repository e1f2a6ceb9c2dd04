import type { Logger } from '@aws-lambda-powertools/logger';
import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { AlertMarkerRecord } from '../../core/contracts/alert';
import { StorageUnavailable } from '../../core/contracts/errors';
import { alertMarkerKey } from '../../core/contracts/storage-layout';
import { LAST_WRITE_MILLISECONDS } from './client-options';
import { storageError } from './storage-errors';

interface PutOptions {
  readonly ifNoneMatch?: '*';
  readonly abortSignal?: AbortSignal;
}

/**
 * Makes an alert go out once in the normal case and at least once always: a conditional marker per inference id is written as `pending` before
 * the alert and as `sent` after it. Whoever finds `sent` keeps quiet; whoever finds `pending` cannot know whether the first one died
 * before or after it published, and so publishes again under the same review id.
 */
export class AlertMarker {
  constructor(
    private readonly s3: S3Client,
    private readonly bucket: string,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /**
   * @param prepare what must be there before anybody is told; at the same time as the marker is written, for the time of a task is short.
   * @param publish tells people, given what was prepared.
   * @throws AccessDenied, StorageUnavailable; whatever `prepare` and `publish` throw.
   */
  async once<Prepared>(
    inferenceId: string,
    prepare: () => Promise<Prepared>,
    publish: (prepared: Prepared) => Promise<void>,
    logger: Logger,
  ): Promise<'published' | 'already-sent'> {
    const key = alertMarkerKey(inferenceId);
    const [created, prepared] = await Promise.all([this.create(key), prepare()]);
    if (!created && (await this.state(key)) === 'sent') return 'already-sent';
    await publish(prepared);
    try {
      await this.put(key, 'sent', { abortSignal: AbortSignal.timeout(LAST_WRITE_MILLISECONDS) });
    } catch (error) {
      // The alert is out. Failing now would only send it once more.
      logger.warn('The alert was sent but its marker stays pending', error as Error);
    }
    return 'published';
  }

  private async create(key: string): Promise<boolean> {
    try {
      await this.put(key, 'pending', { ifNoneMatch: '*' });
      return true;
    } catch (error) {
      const { name, message } = error as Error;
      if (name === 'PreconditionFailed') return false;
      // Somebody else writes the marker at this very moment, and may yet fail: only the next attempt can tell.
      if (name === 'ConditionalRequestConflict') {
        throw new StorageUnavailable(`Another attempt writes s3://${this.bucket}/${key}: ${message}`, { cause: error });
      }
      throw storageError(error, { bucket: this.bucket, key }, 's3:PutObject');
    }
  }

  private async state(key: string): Promise<AlertMarkerRecord['state']> {
    try {
      const output = await this.s3.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
      const marker = JSON.parse((await output.Body?.transformToString()) ?? '') as AlertMarkerRecord;
      return marker.state === 'sent' ? 'sent' : 'pending';
    } catch (error) {
      if (error instanceof SyntaxError) return 'pending';
      throw storageError(error, { bucket: this.bucket, key }, 's3:GetObject');
    }
  }

  private async put(
    key: string,
    state: AlertMarkerRecord['state'],
    { ifNoneMatch, abortSignal }: PutOptions,
  ): Promise<void> {
    const marker: AlertMarkerRecord = { state, at: this.now().toISOString() };
    await this.s3.send(
      new PutObjectCommand({
        Bucket: this.bucket,
        Key: key,
        Body: JSON.stringify(marker),
        ContentType: 'application/json',
        IfNoneMatch: ifNoneMatch,
      }),
      { abortSignal },
    );
  }
}
