import { join } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import { type RowResult, rowResultSchema } from '../../core/evaluation/progress/evaluation-part';
import type { EvaluationResult } from '../../core/evaluation/result/evaluation-result';
import { awaitEvaluation } from '../evaluate/await-evaluation';
import { downloadReport, readAddress } from '../evaluate/download-report';
import type { Taught } from '../laptop/teach';

const POLL_MILLISECONDS = 50;
/** A large set of own images takes its time; a function that hangs must not hold the run for ever. */
const LIMIT_MILLISECONDS = 15 * 60_000;

/** What the evaluation of the released model found on the test split. */
export interface ReleaseEvaluation {
  readonly result: EvaluationResult;
  /** What the model said of every image, in the order of the split's list. */
  readonly rows: readonly RowResult[];
  /** Path of `PREDICTIONS.md`. */
  readonly page: string;
}

/**
 * Waits for the evaluation that the release has queued, and fetches its report.
 * @throws EvaluationFailed, Interrupted
 */
export async function evaluateRelease(
  s3: S3Client,
  reportsBucket: string,
  { endpointName, evaluation }: Taught,
  out: string,
  signal: AbortSignal,
): Promise<ReleaseEvaluation> {
  if (evaluation === undefined) throw new Error('The release has queued no evaluation: the test split has no list.');
  const { run } = evaluation;
  const times = { pollMilliseconds: POLL_MILLISECONDS, limitMilliseconds: LIMIT_MILLISECONDS };
  const result = await awaitEvaluation(s3, { reportsBucket, endpointName, run, ...times }, signal);
  const page = await downloadReport(s3, result, join(out, 'evaluation'));
  const lines = (await readAddress(s3, result.files.rows)).split('\n').filter((line) => line !== '');
  return { result, page, rows: lines.map((line) => rowResultSchema.parse(JSON.parse(line))) };
}
