import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { EvaluationResult } from '../../core/evaluation/result/evaluation-result';

/** Writes the files of an evaluation's report into a folder, under their own names. @returns the path of its page. */
export async function downloadReport(s3: S3Client, result: EvaluationResult, folder: string): Promise<string> {
  const { files } = result;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'evaluation.json'), `${JSON.stringify(result, null, 2)}\n`);
  await Promise.all(
    Object.values(files).map(async (address) => {
      writeFileSync(join(folder, basename(address)), await readAddress(s3, address));
    }),
  );
  return join(folder, basename(files.predictions));
}

/** The text of an object by its `s3://bucket/key`. */
export async function readAddress(s3: S3Client, address: string): Promise<string> {
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(address) ?? [];
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  return (await Body?.transformToString()) ?? '';
}
