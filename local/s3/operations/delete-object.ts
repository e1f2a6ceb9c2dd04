import { respondEmpty } from '../protocol/respond';
import { noSuchKey, preconditionFailed } from '../protocol/s3-error';
import type { S3Context, S3Operation, S3Request } from '../protocol/s3-request';
import type { Bucket } from '../storage/bucket';
import type { ObjectVersion } from '../storage/object-version';
import { versionIdOf } from './find-object';
import { unquoted } from './read-conditions';

export const deleteObject: S3Operation = (request, response, s3) => {
  const bucket = s3.buckets.get(request.bucket);
  const versionId = versionIdOf(request);
  const ifMatch = request.headers['if-match'];
  const { isMarker, version } = removeObject(s3, request, bucket, { key: request.key, versionId, ifMatch });
  respondEmpty(request, response, 204, [
    ...(isMarker ? ['x-amz-delete-marker', 'true'] : []),
    ...(version === undefined ? [] : ['x-amz-version-id', version]),
  ]);
};

/** One object or version to delete. */
export interface Removal {
  readonly key: string;
  readonly versionId?: string;
  /** ETag that the object must have, or `*`. */
  readonly ifMatch?: string;
}

export interface Removed {
  /** Whether the request made, or removed, a delete marker. */
  readonly isMarker: boolean;
  /** The version removed or the delete marker made, where the bucket has versioning. */
  readonly version?: string;
}

/**
 * Deletes one object or version; what is not there is deleted already.
 * @throws AwsError `AccessDenied`; S3Error `PreconditionFailed`, `NoSuchKey` where If-Match meets no object
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-deletes.html
 */
export function removeObject(s3: S3Context, request: S3Request, bucket: Bucket, removal: Removal): Removed {
  const { key, versionId, ifMatch } = removal;
  s3.access.object(request, versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion', undefined, key);
  if (ifMatch !== undefined) {
    // A caller who may compare ETags may learn them; `*` tells only whether there is one.
    if (ifMatch !== '*') s3.access.object(request, 's3:GetObject', undefined, key);
    assertMatches(key, ifMatch, bucket.objects.latest(key));
  }
  if (versionId !== undefined) {
    const removed = bucket.deleteVersion(key, versionId);
    return { isMarker: removed?.deleteMarker === true, version: versionId };
  }
  const marker = bucket.delete(key, s3.clock.now().getTime());
  return { isMarker: marker !== undefined, version: marker?.versionId };
}

/** Conditions of a delete are of the current version only. */
function assertMatches(key: string, ifMatch: string, latest: ObjectVersion | undefined): void {
  if (latest === undefined) throw noSuchKey(key);
  if (latest.deleteMarker === true || !['*', latest.etag].includes(unquoted(ifMatch))) {
    throw preconditionFailed('If-Match');
  }
}
