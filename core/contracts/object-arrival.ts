import { createHash } from 'node:crypto';
import * as z from 'zod';

/** S3's event of a new object on EventBridge, as far as an arrival needs it. Keys are as they are, not URL-encoded. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
export const objectArrivalSchema = z.looseObject({
  source: z.literal('aws.s3'),
  'detail-type': z.literal('Object Created'),
  detail: z.looseObject({
    bucket: z.looseObject({ name: z.string().min(1) }),
    object: z.looseObject({
      key: z.string().min(1),
      'version-id': z.string().min(1).optional(),
      etag: z.string().optional(),
    }),
  }),
});
export type ObjectArrival = z.infer<typeof objectArrivalSchema>;

/** One version of an object: what arrives. In a bucket without versions its ETag tells one upload from the next. */
export interface ArrivedObject {
  readonly bucket: string;
  readonly key: string;
  readonly versionId?: string;
  readonly etag?: string;
}

/** An execution that an arrival starts: the same arrival, told twice, has the same name. */
export interface ArrivalExecution<Input> {
  readonly name: string;
  readonly input: Input;
}

export function arrivedObject({ detail: { bucket, object } }: ObjectArrival): ArrivedObject {
  const { key, etag, 'version-id': versionId } = object;
  return { bucket: bucket.name, key, ...(versionId && { versionId }), ...(etag !== undefined && { etag }) };
}

/** `{word}-` and 32 hex digits of SHA-256 over bucket, key and version: what names an execution at Step Functions (80 characters). */
export function arrivalName(word: string, { bucket, key, versionId, etag = '' }: ArrivedObject): string {
  const hash = createHash('sha256');
  for (const part of [bucket, key, versionId ?? etag]) hash.update(`${part}\0`);
  return `${word}-${hash.digest('hex').slice(0, 32)}`;
}
