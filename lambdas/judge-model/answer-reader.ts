import type { S3Client } from '@aws-sdk/client-s3';
import { ModelOutputInvalid } from '../../core/contracts/errors';
import type { ModelPrediction } from '../../core/contracts/model-evidence';
import { answersPrefix, splitPrefix } from '../../core/contracts/storage-layout';
import { TransformFailed } from '../../core/contracts/training-errors';
import type { JudgedRows } from '../../core/contracts/training-run';
import { firstFew } from '../../core/dataset/data-set-error';
import { parseProbabilities } from '../../core/inference/parse-probabilities';
import { matchAnswers } from '../../core/training/match-answers';
import { inParallel } from '../adapters/in-parallel';
import { readText } from '../adapters/json-object';
import { listObjects } from '../adapters/list-objects';

/** Below the 50 connections that the SDK opens to one host. */
const PARALLEL_READS = 48;

type JudgedRow = JudgedRows['rows'][number];

/** What a candidate has answered, by split. */
export interface CandidateAnswers {
  readonly validation: readonly ModelPrediction[];
  readonly test: readonly ModelPrediction[];
}

/** Reads what batch transform has written: an object for each image. */
export class AnswerReader {
  constructor(
    private readonly s3: S3Client,
    private readonly bucket: string,
  ) {}

  /** @throws TransformFailed where images have no answer; ModelOutputInvalid, AccessDenied, StorageUnavailable */
  async read(executionName: string, { classes, rows }: JudgedRows): Promise<CandidateAnswers> {
    const prefix = answersPrefix(executionName);
    const objects = await listObjects(this.s3, this.bucket, prefix);
    const images = rows.map(pathOf);
    const found = matchAnswers(
      images,
      objects.map(({ file }) => file),
    );
    const missing = images.filter((image) => !found.has(image));
    if (missing.length > 0) {
      throw new TransformFailed(
        `${missing.length} of ${images.length} images have no answer under s3://${this.bucket}/${prefix}: ${firstFew(missing)}.`,
      );
    }
    const predictions = await inParallel(rows, PARALLEL_READS, async (row) => ({
      split: row.split,
      prediction: await this.prediction(row, prefix + found.get(pathOf(row))!, classes.length),
    }));
    const of = (wanted: JudgedRow['split']): ModelPrediction[] =>
      predictions.flatMap(({ split, prediction }) => (split === wanted ? [prediction] : []));
    return { validation: of('validation'), test: of('test') };
  }

  private async prediction({ file, etag, label }: JudgedRow, key: string, classes: number): Promise<ModelPrediction> {
    const answer = await readText(this.s3, { bucket: this.bucket, key });
    try {
      return { file, etag, label, probabilities: parseProbabilities(answer?.text ?? '', classes) };
    } catch (cause) {
      throw new ModelOutputInvalid(`s3://${this.bucket}/${key}: ${(cause as Error).message}`, { cause });
    }
  }
}

const pathOf = ({ split, file }: JudgedRow): string => splitPrefix(split) + file;
