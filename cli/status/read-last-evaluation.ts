import { GetObjectCommand, paginateListObjectsV2 } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { endpointName } from '../../core/contracts/released-model';
import { EVALUATION_REPORTS_PREFIX } from '../../core/contracts/storage-layout';
import type { Target } from '../target/target';
import type { EvaluationStatus } from './service-status';

/** What is read of an evaluation's result. */
const resultSchema = z.object({
  run: z.string(),
  modelPackage: z.string().optional(),
  evaluatedAt: z.string(),
  evaluation: z.object({ rows: z.number(), accuracy: z.number() }),
});

/** The newest evaluation of the endpoint; null where there is none yet. */
export async function readLastEvaluation(target: Target): Promise<EvaluationStatus | null> {
  const { clients, environment, outputs } = target;
  if (!outputs.has('ReportsBucket')) return null;
  const Bucket = outputs.get('ReportsBucket');
  const Prefix = `${EVALUATION_REPORTS_PREFIX}${endpointName(environment.app, environment.name)}/`;
  let newest: { readonly key: string; readonly at: number } | undefined;
  for await (const { Contents = [] } of paginateListObjectsV2({ client: clients.s3 }, { Bucket, Prefix })) {
    for (const { Key = '', LastModified } of Contents) {
      const at = LastModified?.getTime() ?? 0;
      if (Key.endsWith('/evaluation.json') && at >= (newest?.at ?? 0)) newest = { key: Key, at };
    }
  }
  if (newest === undefined) return null;
  const { Body } = await clients.s3.send(new GetObjectCommand({ Bucket, Key: newest.key }));
  const { evaluation, ...result } = resultSchema.parse(JSON.parse((await Body?.transformToString()) ?? ''));
  return { ...result, rows: evaluation.rows, accuracy: evaluation.accuracy, report: `s3://${Bucket}/${newest.key}` };
}
