import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';

export interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
}

/** An object's text in pieces, unpacked where its key ends in `.gz`. @throws S3's error */
export async function* objectText(s3: S3Client, { bucket, key }: ObjectAddress): AsyncGenerator<string> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  if (Body === undefined) return;
  const bytes = Body as Readable;
  const plain = key.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  bytes.once('error', (error) => plain.destroy(error));
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of plain) yield decoder.decode(chunk as Buffer, { stream: true });
  yield decoder.decode();
}
