import { noSuchKey, preconditionFailed } from '../protocol/s3-error';
import type { ObjectVersion } from './object-version';

/** What must hold of a key for a write to go through; judged in the same turn of the event loop as the write itself. */
export interface WritePrecondition {
  /** ETag without quotation marks, or `*`. */
  readonly ifMatch?: string;
  readonly ifNoneMatch?: '*';
}

/**
 * @param latest the key's newest version; a delete marker counts as absence.
 * @throws S3Error `PreconditionFailed`, or `NoSuchKey` where If-Match meets no object.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function assertWritable(key: string, latest: ObjectVersion | undefined, wanted: WritePrecondition): void {
  const present = latest !== undefined && latest.deleteMarker !== true;
  if (wanted.ifNoneMatch === '*' && present) throw preconditionFailed('If-None-Match');
  if (wanted.ifMatch === undefined) return;
  if (!present) throw noSuchKey(key);
  if (wanted.ifMatch !== '*' && wanted.ifMatch !== latest.etag) throw preconditionFailed('If-Match');
}
