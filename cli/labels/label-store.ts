import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Answer } from '../../core/contracts/answer';
import { type OpenItem, openItemSchema } from '../../core/contracts/open-item';
import { ANSWER_PREFIX, OPEN_ITEM_PREFIX, reviewIdOf } from '../../core/contracts/storage-layout';
import {
  type AnswerObjects,
  type Creation,
  claimAnswer,
  readAnswer,
  refusalOf,
} from '../../core/second-look/claim-answer';
import type { AnswerStore, GivenAnswer } from '../../core/second-look/give-answer';
import type { LabelFile } from '../../core/second-look/label-file';
import { listObjects } from '../aws/list-objects';
import type { Target } from '../target/target';

/** Open items, answers and labels of an environment, as the command line reads and writes them. */
export class LabelStore implements AnswerStore {
  private readonly objects: AnswerObjects = {
    create: (key, json) => this.create(key, json),
    text: (key) => this.text(this.imagesBucket, key),
  };

  constructor(
    readonly s3: S3Client,
    readonly imagesBucket: string,
    readonly captureBucket: string,
  ) {}

  static of({ clients, outputs }: Target): LabelStore {
    return new LabelStore(clients.s3, outputs.get('ImagesBucket'), outputs.get('CaptureBucket'));
  }

  claim(answer: Answer): Promise<GivenAnswer> {
    return claimAnswer(this.objects, answer);
  }

  async writeLabel({ key, text }: LabelFile): Promise<void> {
    await this.s3.send(
      new PutObjectCommand({ Bucket: this.captureBucket, Key: key, Body: text, ContentType: 'application/jsonlines' }),
    );
  }

  async close(openItemKey: string): Promise<void> {
    await this.s3.send(new DeleteObjectCommand({ Bucket: this.imagesBucket, Key: openItemKey }));
  }

  /** The answer to a review; undefined while there is none. */
  answer(reviewId: string): Promise<Answer | undefined> {
    return readAnswer(this.objects, reviewId);
  }

  /** The open item of a review, wherever it lies; undefined where it is not open. */
  async openItem(reviewId: string): Promise<OpenItem | undefined> {
    for await (const { key } of listObjects(this.s3, this.imagesBucket, OPEN_ITEM_PREFIX)) {
      if (reviewIdOf(key) !== reviewId) continue;
      const text = await this.text(this.imagesBucket, key);
      if (text !== undefined) return openItemSchema.parse(JSON.parse(text));
    }
    return undefined;
  }

  /** Ids of all reviews that have an answer. */
  async answeredIds(): Promise<Set<string>> {
    const ids = new Set<string>();
    for await (const { key } of listObjects(this.s3, this.imagesBucket, ANSWER_PREFIX)) ids.add(reviewIdOf(key));
    return ids;
  }

  /** The text of an object; undefined where there is none. */
  async text(bucket: string, key: string): Promise<string | undefined> {
    return (await this.read(bucket, key))?.text;
  }

  /** The text of an object as it is now, to be written over; undefined where there is none. */
  async read(Bucket: string, Key: string): Promise<ReadText | undefined> {
    try {
      const { Body, ETag = '' } = await this.s3.send(new GetObjectCommand({ Bucket, Key }));
      return { text: (await Body?.transformToString()) ?? '', etag: ETag };
    } catch (error) {
      if ((error as Error).name === 'NoSuchKey') return undefined;
      throw error;
    }
  }

  private async create(Key: string, Body: string): Promise<Creation> {
    const put = { Bucket: this.imagesBucket, Key, Body, ContentType: 'application/json', IfNoneMatch: '*' };
    try {
      await this.s3.send(new PutObjectCommand(put));
      return 'created';
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      return refusal;
    }
  }

  /**
   * Writes over a text of the images bucket that was read.
   * @throws ChangedMeanwhile where somebody else has written it since: nothing was written
   */
  async writeOver(Key: string, { etag }: ReadText, Body: string, ContentType: string): Promise<void> {
    const put = new PutObjectCommand({ Bucket: this.imagesBucket, Key, Body, ContentType, IfMatch: etag });
    try {
      await this.s3.send(put);
    } catch (cause) {
      if (!['PreconditionFailed', 'ConditionalRequestConflict', 'NoSuchKey'].includes((cause as Error).name))
        throw cause;
      throw new ChangedMeanwhile(
        `Somebody else has changed s3://${this.imagesBucket}/${Key} meanwhile: give the command again.`,
        { cause },
      );
    }
  }
}

/** A text, and which version of it was read. */
export interface ReadText {
  readonly text: string;
  readonly etag: string;
}

/** What was to be written over is not what was read any more. */
export class ChangedMeanwhile extends Error {
  override readonly name: string = 'ChangedMeanwhile';
}
