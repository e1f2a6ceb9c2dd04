import type { S3Client } from '@aws-sdk/client-s3';
import { ModelOutputInvalid } from '../../core/contracts/errors';
import type { ModelPrediction } from '../../core/contracts/model-evidence';
import { answersPrefix } from '../../core/contracts/storage-layout';
import { TransformFailed } from '../../core/contracts/training-errors';
import type { JudgedRows } from '../../core/contracts/training-run';
import { matchAnswers } from '../../core/training/match-answers';
import { readText } from '../adapters/json-object';
import { listObjects } from '../adapters/list-objects';
import type { CandidateAnswers } from './answer-reader';

type Split = JudgedRows['rows'][number]['split'];

/** Reads what batch transform has written for the rows of a table: an object for each split, a probability of class 1 for each row. */
export class TableAnswerReader {
  constructor(
    private readonly s3: S3Client,
    private readonly bucket: string,
  ) {}

  /** @throws TransformFailed where a split has no answers; ModelOutputInvalid, AccessDenied, StorageUnavailable */
  async read(executionName: string, judged: JudgedRows): Promise<CandidateAnswers> {
    const prefix = answersPrefix(executionName);
    const objects = await listObjects(this.s3, this.bucket, prefix);
    const found = matchAnswers(
      ['validation.csv', 'test.csv'],
      objects.map(({ file }) => file),
    );
    const of = async (split: Split): Promise<ModelPrediction[]> => {
      const answer = found.get(`${split}.csv`);
      if (answer === undefined)
        throw new TransformFailed(`The ${split} rows have no answers under s3://${this.bucket}/${prefix}.`);
      return this.predictions(judged, split, prefix + answer);
    };
    const [validation, test] = await Promise.all([of('validation'), of('test')]);
    return { validation, test };
  }

  private async predictions({ rows }: JudgedRows, split: Split, key: string): Promise<ModelPrediction[]> {
    const where = `s3://${this.bucket}/${key}`;
    const asked = rows.filter((row) => row.split === split);
    const answer = await readText(this.s3, { bucket: this.bucket, key });
    // XGBoost's versions separate the rows of one request by commas or by line breaks, and requests by line breaks.
    const texts = (answer?.text ?? '').split(/[\s,]+/).filter((text) => text !== '');
    if (texts.length !== asked.length)
      throw new ModelOutputInvalid(`${where} holds ${texts.length} answers; ${asked.length} rows were asked about.`);
    return asked.map(({ file, etag, label }, row) => {
      const positive = Number(texts[row]);
      if (!(positive >= 0 && positive <= 1))
        throw new ModelOutputInvalid(`${where}: the answer to ${file} is '${texts[row]}', no probability.`);
      return { file, etag, label, probabilities: [1 - positive, positive] };
    });
  }
}
