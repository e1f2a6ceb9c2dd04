import type { S3Client } from '@aws-sdk/client-s3';
import { type RowResult, rowResultSchema } from '../../core/evaluation/progress/evaluation-part';
import type { EvaluationResult } from '../../core/evaluation/result/evaluation-result';
import type { QueuedEvaluation } from '../release/queue-evaluation';
import { awaitEvaluation } from './await-evaluation';
import { downloadReport, readAddress } from './download-report';

const POLL_MILLISECONDS = 50;
/** A large set of own images takes its time; a function that hangs must not hold the run for ever. */
const LIMIT_MILLISECONDS = 15 * 60_000;

/** What the evaluation of the released model found. */
export interface ReleaseEvaluation {
  readonly result: EvaluationResult;
  /** What the model said of every row, in the order of the test data. */
  readonly rows: readonly RowResult[];
  /** Path of `PREDICTIONS.md`. */
  readonly page: string;
}

/**
 * Waits for the evaluation that a release has queued, and downloads its report into a folder.
 * @throws EvaluationFailed, Interrupted
 */
export async function evaluateRelease(
  s3: S3Client,
  reportsBucket: string,
  queued: QueuedEvaluation | undefined,
  folder: string,
  signal: AbortSignal,
): Promise<ReleaseEvaluation> {
  if (queued === undefined) throw new Error('The release has queued no evaluation: its model has no test data.');
  const { run, endpointName } = queued;
  const times = { pollMilliseconds: POLL_MILLISECONDS, limitMilliseconds: LIMIT_MILLISECONDS };
  const result = await awaitEvaluation(s3, { reportsBucket, endpointName, run, ...times }, signal);
  const page = await downloadReport(s3, result, folder);
  const lines = (await readAddress(s3, result.files.rows)).split('\n').filter((line) => line !== '');
  return { result, page, rows: lines.map((line) => rowResultSchema.parse(JSON.parse(line))) };
}
