import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { evaluationFailureKey, evaluationResultKey } from '../../core/contracts/storage-layout';
import {
  type EvaluationResult,
  evaluationFailureSchema,
  evaluationResultSchema,
} from '../../core/evaluation/result/evaluation-result';
import { pause } from '../pause';
import { EvaluationFailed } from './evaluation-failed';

export interface AwaitedEvaluation {
  readonly reportsBucket: string;
  readonly endpointName: string;
  readonly run: string;
  readonly pollMilliseconds: number;
  readonly limitMilliseconds: number;
}

/**
 * Waits until an evaluation has written its report.
 * @throws EvaluationFailed where it was given up; Error where nothing comes in time; the signal's reason
 */
export async function awaitEvaluation(
  s3: S3Client,
  { reportsBucket, endpointName, run, pollMilliseconds, limitMilliseconds }: AwaitedEvaluation,
  signal: AbortSignal,
): Promise<EvaluationResult> {
  const until = Date.now() + limitMilliseconds;
  for (;;) {
    const result = await read(s3, reportsBucket, evaluationResultKey(endpointName, run));
    if (result !== undefined) return evaluationResultSchema.parse(result);
    const failure = await read(s3, reportsBucket, evaluationFailureKey(endpointName, run));
    if (failure !== undefined) throw new EvaluationFailed(evaluationFailureSchema.parse(failure));
    if (Date.now() > until) {
      throw new Error(
        `The evaluation ${run} has no report after ${Math.round(limitMilliseconds / 1000)} s. It may still come; where it does not, the dead-letter queue or the log of evaluate-model says why.`,
      );
    }
    await pause(pollMilliseconds, signal);
  }
}

async function read(s3: S3Client, Bucket: string, Key: string): Promise<unknown> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    return JSON.parse((await Body?.transformToString()) ?? '');
  } catch (error) {
    if ((error as Error).name === 'NoSuchKey') return undefined;
    throw error;
  }
}
