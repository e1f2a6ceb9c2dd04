import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Answer } from '../../core/contracts/answer';
import {
  type AnswerObjects,
  type Creation,
  claimAnswer,
  readAnswer,
  refusalOf,
} from '../../core/second-look/claim-answer';
import type { AnswerStore, GivenAnswer } from '../../core/second-look/give-answer';
import type { LabelFile } from '../../core/second-look/label-file';
import type { OpenItems } from './open-items';
import { storageError } from './storage-errors';

/** Answers in the images bucket, and the labels that follow from them in the capture bucket. */
export class Answers implements AnswerStore {
  private readonly objects: AnswerObjects = {
    create: (key, json) => this.create(key, json),
    text: (key) => this.text(key),
  };

  constructor(
    private readonly s3: S3Client,
    private readonly items: OpenItems,
    private readonly captureBucket: string,
  ) {}

  /** @throws AccessDenied, StorageUnavailable */
  claim(answer: Answer): Promise<GivenAnswer> {
    return claimAnswer(this.objects, answer);
  }

  /** The answer to a review; undefined while there is none. @throws AccessDenied, StorageUnavailable */
  read(reviewId: string): Promise<Answer | undefined> {
    return readAnswer(this.objects, reviewId);
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

  private async create(key: string, json: string): Promise<Creation> {
    const { bucket } = this.items;
    try {
      await this.s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: json,
          ContentType: 'application/json',
          IfNoneMatch: '*',
        }),
      );
      return 'created';
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw storageError(error, { bucket, key }, 's3:PutObject');
      return refusal;
    }
  }

  private async text(key: string): Promise<string | undefined> {
    const { bucket } = this.items;
    try {
      const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return (await Body?.transformToString()) ?? '';
    } catch (error) {
      if ((error as Error).name === 'NoSuchKey') return undefined;
      throw storageError(error, { bucket, key }, 's3:GetObject');
    }
  }
}
