import { accessDenied } from '../../protocol/aws-error';
import { existingTags } from '../access/condition-context';
import { invalidArgument, noSuchKey, noSuchVersion, S3Error } from '../protocol/s3-error';
import type { S3Context, S3Request } from '../protocol/s3-request';
import type { Bucket } from '../storage/bucket';
import type { ObjectVersion } from '../storage/object-version';
import { isVersionId } from '../storage/version-id';

/**
 * The object that a request names by key and, perhaps, `versionId`, if the caller may have it.
 * @param action e.g. `s3:GetObject`; with a version id it is asked for as `s3:GetObjectVersion`.
 * @throws S3Error `NoSuchKey` (only to who may list the bucket; `AccessDenied` else), `NoSuchVersion`, `MethodNotAllowed`
 */
export function findObject(s3: S3Context, request: S3Request, bucket: Bucket, action: string): ObjectVersion {
  const versionId = versionIdOf(request);
  const { key } = request;
  const version = versionId === undefined ? bucket.objects.latest(key) : bucket.objects.find(key, versionId);
  s3.access.object(request, versionId === undefined ? action : versionAction(action), existingTags(version?.tags));
  if (version === undefined || (version.deleteMarker === true && versionId === undefined)) {
    if (!s3.access.mayList(request)) {
      throw accessDenied(`Access Denied: without s3:ListBucket on ${bucket.name} nobody is told that a key is absent.`);
    }
    if (versionId !== undefined) throw noSuchVersion(key, versionId);
    throw noSuchKey(key, version === undefined ? undefined : markerHeaders(version));
  }
  if (version.deleteMarker === true) throw deleteMarkerRead(version);
  return version;
}

/** @throws S3Error `InvalidArgument` for what cannot be a version id. */
export function versionIdOf({ query }: S3Request): string | undefined {
  if (query.size === 0) return undefined;
  const versionId = query.get('versionId') ?? undefined;
  if (versionId === '') throw invalidArgument('Version id cannot be the empty string', 'versionId', '');
  if (versionId !== undefined && !isVersionId(versionId)) {
    throw invalidArgument('Invalid version id specified', 'versionId', versionId);
  }
  return versionId;
}

/** `s3:GetObject` -> `s3:GetObjectVersion`, `s3:GetObjectTagging` -> `s3:GetObjectVersionTagging`. */
export const versionAction = (action: string): string => action.replace('Object', 'ObjectVersion');

const markerHeaders = ({ versionId }: ObjectVersion): Record<string, string> => ({
  'x-amz-delete-marker': 'true',
  'x-amz-version-id': versionId,
});

const deleteMarkerRead = (version: ObjectVersion): S3Error =>
  new S3Error(
    'MethodNotAllowed',
    'The specified method is not allowed against this resource.',
    405,
    { Method: 'GET', ResourceType: 'DeleteMarker' },
    { ...markerHeaders(version), allow: 'DELETE', 'last-modified': new Date(version.modified).toUTCString() },
  );
