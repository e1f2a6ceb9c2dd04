import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { batchImage, isFolderMark } from '../../core/batch/batch-image';
import {
  type BatchResult,
  CHILD_FAILED,
  childInputSchema,
  childOutputSchema,
  NEVER_STARTED,
} from '../../core/contracts/batch';
import { storageError } from '../adapters/storage-errors';

const filesSchema = z.array(z.object({ Key: z.string() })).default([]);
const manifestSchema = z.object({
  ResultFiles: z.object({ SUCCEEDED: filesSchema, FAILED: filesSchema, PENDING: filesSchema }),
});

/** A child in a file of results. */
const entrySchema = z.object({
  Input: z.string(),
  Output: z.string().optional(),
  Error: z.string().optional(),
  Cause: z.string().optional(),
});

export interface ObjectPlace {
  readonly bucket: string;
  readonly key: string;
}

/**
 * The results of every image, read from the files of a Distributed Map's ResultWriter (JSON Lines) a line at a time. What succeeded comes first: where an image has
 * several results, the first one is its last word.
 * @throws AccessDenied, StorageUnavailable
 */
export async function* childResults(s3: S3Client, manifest: ObjectPlace): AsyncGenerator<BatchResult> {
  const text = await (await bodyOf(s3, manifest)).toArray();
  const { ResultFiles } = manifestSchema.parse(JSON.parse(Buffer.concat(text as Buffer[]).toString('utf8')));
  const { bucket } = manifest;
  for (const { Key: key } of ResultFiles.SUCCEEDED) {
    for await (const { Output = '' } of entries(s3, { bucket, key }))
      yield* childOutputSchema.parse(JSON.parse(Output)).results;
  }
  for (const { Key: key } of ResultFiles.FAILED) {
    for await (const { Input, Error: name = '', Cause = '' } of entries(s3, { bucket, key })) {
      yield* failedImages(Input, CHILD_FAILED, `${name}: ${Cause}`.slice(0, 600));
    }
  }
  for (const { Key: key } of ResultFiles.PENDING) {
    for await (const { Input } of entries(s3, { bucket, key })) {
      yield* failedImages(Input, NEVER_STARTED, 'The batch ended before this image was begun.');
    }
  }
}

async function* entries(s3: S3Client, place: ObjectPlace): AsyncGenerator<z.infer<typeof entrySchema>> {
  for await (const line of createInterface({ input: await bodyOf(s3, place), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line !== '') yield entrySchema.parse(JSON.parse(line));
  }
}

async function bodyOf(s3: S3Client, { bucket, key }: ObjectPlace): Promise<Readable> {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return Body as Readable;
  } catch (error) {
    throw storageError(error, { bucket, key }, 's3:GetObject');
  }
}

/** The images of a child that gave no answer are known from its input. */
function failedImages(input: string, reason: string, cause: string): BatchResult[] {
  const { BatchInput: context, Items } = childInputSchema.parse(JSON.parse(input));
  return Items.filter((item) => !isFolderMark(item)).map((item) => {
    const { bucket, key, expectedLabel } = imageOrUnknown(item, context);
    const expected = expectedLabel === undefined ? {} : { expected_label: expectedLabel };
    return { s3_bucket: bucket, key, ...expected, outcome: 'failed' as const, reason, cause };
  });
}

function imageOrUnknown(item: unknown, context: Parameters<typeof batchImage>[1]): ReturnType<typeof batchImage> {
  try {
    return batchImage(item, context);
  } catch {
    return { bucket: context.s3_bucket, key: '' };
  }
}
