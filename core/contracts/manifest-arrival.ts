import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { TrainModelInput } from './train-model';

/** S3's event of a new object on EventBridge, as far as a manifest's arrival needs it. @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html */
export const manifestArrivalSchema = z.looseObject({
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
export type ManifestArrival = z.infer<typeof manifestArrivalSchema>;

/** The execution that an arrival starts: the same arrival, told twice, has the same name. */
export interface ArrivalExecution {
  readonly name: string;
  readonly input: TrainModelInput;
}

/** The object's version tells one upload from the next; in a bucket without versions its ETag does. */
export function arrivalExecution({ detail: { bucket, object } }: ManifestArrival): ArrivalExecution {
  const version = object['version-id'];
  const hash = createHash('sha256');
  for (const part of [bucket.name, object.key, version ?? object.etag ?? '']) hash.update(`${part}\0`);
  return {
    name: `manifest-${hash.digest('hex').slice(0, 32)}`,
    input: {
      dataset: { manifest_key: object.key, ...(version === undefined ? {} : { version_id: version }) },
      // Nobody is there to start it again.
      whenBusy: 'wait',
    },
  };
}
