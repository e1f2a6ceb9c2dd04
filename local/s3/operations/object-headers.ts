import { checksumHeader } from '../body/checksum';
import type { HeaderList } from '../protocol/respond';
import type { Bucket } from '../storage/bucket';
import type { ObjectVersion } from '../storage/object-version';
import { encryptionHeaders } from './choose-encryption';

/** The version of an object, told only by buckets that have (or had) versioning. */
export const versionHeaders = (bucket: Bucket, { versionId }: ObjectVersion): HeaderList =>
  bucket.configuration.versioning === undefined ? [] : ['x-amz-version-id', versionId];

/** @param headers to add to: one list for a whole answer is what its speed needs. */
export function checksumHeaders({ checksum }: Pick<ObjectVersion, 'checksum'>, headers: HeaderList = []): HeaderList {
  if (checksum === undefined) return headers;
  headers.push(checksumHeader(checksum.algorithm), checksum.value, 'x-amz-checksum-type', checksum.type);
  return headers;
}

/** What a write answers of the object that it made. */
export function writtenHeaders(bucket: Bucket, version: ObjectVersion, headers: HeaderList = []): HeaderList {
  headers.push('etag', `"${version.etag}"`);
  if (bucket.configuration.versioning !== undefined) headers.push('x-amz-version-id', version.versionId);
  return encryptionHeaders(version.encryption, headers);
}

/** What GetObject and HeadObject answer of an object, but for length, range and checksum. */
export function readHeaders(bucket: Bucket, version: ObjectVersion, headers: HeaderList): HeaderList {
  headers.push('last-modified', new Date(version.modified).toUTCString(), 'accept-ranges', 'bytes');
  writtenHeaders(bucket, version, headers);
  for (const name in version.headers) headers.push(name, version.headers[name] as string);
  for (const name in version.metadata) headers.push(`x-amz-meta-${name}`, version.metadata[name] as string);
  if (version.storageClass !== undefined) headers.push('x-amz-storage-class', version.storageClass);
  if (version.tags !== undefined) headers.push('x-amz-tagging-count', String(Object.keys(version.tags).length));
  return headers;
}
