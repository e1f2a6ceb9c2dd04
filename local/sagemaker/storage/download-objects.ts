import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { S3_CONNECTIONS } from '../../s3/role-s3-client';
import type { InputObject } from './input-objects';
import { parallel } from './parallel';
import type { S3Location } from './s3-location';

/** Objects above this are streamed to disk instead of held in memory. Bytes. */
const STREAM_ABOVE = 4 * 1024 * 1024;

/** Downloads objects into a folder, many at a time. @returns the bytes read. @throws S3's error, AbortError */
export async function downloadObjects(
  s3: S3Client,
  objects: readonly InputObject[],
  folder: string,
  signal?: AbortSignal,
): Promise<number> {
  await mkdir(folder, { recursive: true });
  const folders = new Set(objects.map(({ path }) => dirname(join(folder, path))));
  for (const each of folders) await mkdir(each, { recursive: true });
  let bytes = 0;
  await parallel(objects, S3_CONNECTIONS, async (object) => {
    signal?.throwIfAborted();
    bytes += await downloadObject(s3, object, join(folder, object.path), signal);
  });
  return bytes;
}

/** @returns the object's size in bytes. */
export async function downloadObject(
  s3: S3Client,
  { bucket, key }: S3Location,
  file: string,
  signal?: AbortSignal,
): Promise<number> {
  const answer = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal: signal });
  const size = answer.ContentLength ?? Number.POSITIVE_INFINITY;
  if (answer.Body === undefined) {
    await writeFile(file, '');
    return 0;
  }
  if (size > STREAM_ABOVE) await pipeline(answer.Body as Readable, createWriteStream(file), { signal });
  else await writeFile(file, await answer.Body.transformToByteArray());
  return Number.isFinite(size) ? size : 0;
}
