import { existingTags } from '../access/condition-context';
import { objectArn } from '../access/s3-access';
import {
  invalidArgument,
  invalidRequest,
  noSuchKey,
  noSuchVersion,
  preconditionFailed,
  S3Error,
} from '../protocol/s3-error';
import type { S3Context, S3Request } from '../protocol/s3-request';
import type { Bucket } from '../storage/bucket';
import type { ObjectVersion } from '../storage/object-version';
import { authorizeKey } from './choose-encryption';
import { versionAction } from './find-object';
import { isNotModified } from './read-conditions';

export interface CopySource {
  readonly bucket: Bucket;
  readonly version: ObjectVersion;
  /** Whether the request named a version. */
  readonly isVersion: boolean;
}

/**
 * Finds what `x-amz-copy-source: [/]bucket/key[?versionId=…]` names, if the caller may read it and its conditions hold.
 * @throws S3Error `NoSuchBucket`, `NoSuchKey`, `NoSuchVersion`, `PreconditionFailed`, `InvalidRequest`, `InvalidArgument`
 */
export function copySource(s3: S3Context, request: S3Request): CopySource {
  const { bucketName, key, versionId } = parse(String(request.headers['x-amz-copy-source']));
  const bucket = s3.buckets.get(bucketName);
  const from: S3Request = { ...request, bucket: bucketName, key };
  const version = versionId === undefined ? bucket.objects.latest(key) : bucket.objects.find(key, versionId);
  const action = versionId === undefined ? 's3:GetObject' : versionAction('s3:GetObject');
  s3.access.object(from, action, existingTags(version?.tags));
  if (version === undefined || (version.deleteMarker === true && versionId === undefined)) {
    if (!s3.access.mayList(from))
      throw new S3Error('AccessDenied', `Access Denied to ${objectArn(bucketName, key)}`, 403);
    throw versionId === undefined ? noSuchKey(key) : noSuchVersion(key, versionId);
  }
  if (version.deleteMarker === true) {
    throw invalidRequest('The source of a copy request may not specifically refer to a delete marker by version id.');
  }
  assertConditions(request, version);
  authorizeKey(s3.access, request, 'kms:Decrypt', version.encryption, { bucket: bucketName, key });
  return { bucket, version, isVersion: versionId !== undefined };
}

function parse(header: string): { bucketName: string; key: string; versionId?: string } {
  const at = header.indexOf('?versionId=');
  const path = decoded(at < 0 ? header : header.slice(0, at), header).replace(/^\//, '');
  const slash = path.indexOf('/');
  if (slash < 1 || slash === path.length - 1) {
    throw invalidArgument(
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
      'x-amz-copy-source',
      header,
    );
  }
  const versionId = at < 0 ? undefined : header.slice(at + '?versionId='.length);
  return { bucketName: path.slice(0, slash), key: path.slice(slash + 1), versionId };
}

function decoded(path: string, header: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw invalidArgument('Invalid copy source encoding.', 'x-amz-copy-source', header);
  }
}

function assertConditions({ headers }: S3Request, version: ObjectVersion): void {
  const condition = (name: string): string | undefined => headers[`x-amz-copy-source-if-${name}`] as string | undefined;
  const notModified = isNotModified(
    {
      ifMatch: condition('match'),
      ifNoneMatch: condition('none-match'),
      ifModifiedSince: condition('modified-since'),
      ifUnmodifiedSince: condition('unmodified-since'),
    },
    version,
  );
  if (notModified) throw preconditionFailed('x-amz-copy-source-If-None-Match');
}
