import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { type Answer, answerSchema, isSameAnswer } from '../../core/contracts/answer';
import { StorageUnavailable } from '../../core/contracts/errors';
import { answerKey } from '../../core/contracts/storage-layout';
import type { AnswerStore } from '../../core/second-look/give-answer';
import type { LabelFile } from '../../core/second-look/label-file';
import type { OpenItems } from './open-items';
import { storageError } from './storage-errors';

/** Answers in the images bucket, and the labels that follow from them in the capture bucket. */
export class Answers implements AnswerStore {
  constructor(
    private readonly s3: S3Client,
    private readonly items: OpenItems,
    private readonly captureBucket: string,
  ) {}

  /** @throws AccessDenied, StorageUnavailable */
  async claim(answer: Answer): Promise<{ answer: Answer; won: boolean }> {
    const key = answerKey(answer.review_id);
    try {
      await this.s3.send(
        new PutObjectCommand({
          Bucket: this.items.bucket,
          Key: key,
          Body: JSON.stringify(answerSchema.parse(answer)),
          ContentType: 'application/json',
          IfNoneMatch: '*',
        }),
      );
      return { answer, won: true };
    } catch (error) {
      const { name, message } = error as Error;
      // Somebody else writes at this very moment, and may yet fail: only the next attempt can tell.
      if (name === 'ConditionalRequestConflict') {
        const text = `Another answer is being written to s3://${this.items.bucket}/${key}: ${message}`;
        throw new StorageUnavailable(text, { cause: error });
      }
      if (name !== 'PreconditionFailed') throw storageError(error, { bucket: this.items.bucket, key }, 's3:PutObject');
      const earlier = await this.read(answer.review_id);
      if (earlier === undefined) {
        const text = `The answer s3://${this.items.bucket}/${key} was there and is gone: somebody forgets the image.`;
        throw new StorageUnavailable(text, { cause: error });
      }
      // The first attempt of a request of ours may have arrived though its reply did not.
      return { answer: earlier, won: isSameAnswer(earlier, answer) };
    }
  }

  /** The answer to a review; undefined while there is none. @throws AccessDenied, StorageUnavailable */
  async read(reviewId: string): Promise<Answer | undefined> {
    const key = answerKey(reviewId);
    try {
      const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: this.items.bucket, Key: key }));
      return answerSchema.parse(JSON.parse((await Body?.transformToString()) ?? ''));
    } catch (error) {
      if ((error as Error).name === 'NoSuchKey') return undefined;
      throw storageError(error, { bucket: this.items.bucket, key }, 's3:GetObject');
    }
  }

  /** @throws AccessDenied, StorageUnavailable */
  async writeLabel({ key, text }: LabelFile): Promise<void> {
    try {
      await this.s3.send(
        new PutObjectCommand({
          Bucket: this.captureBucket,
          Key: key,
          Body: text,
          ContentType: 'application/jsonlines',
        }),
      );
    } catch (error) {
      throw storageError(error, { bucket: this.captureBucket, key }, 's3:PutObject');
    }
  }

  close(openItemKey: string): Promise<void> {
    return this.items.remove(openItemKey);
  }
}
