import { respondXml } from '../protocol/respond';
import { invalidArgument } from '../protocol/s3-error';
import type { S3Operation, S3Request } from '../protocol/s3-request';
import type { XmlObject } from '../protocol/xml-writer';
import type { Bucket } from '../storage/bucket';
import type { ObjectVersion } from '../storage/object-version';
import { listedVersion, listingContext } from './list-objects';
import { type KeyEncoding, keyEncoding, pageSize } from './list-parameters';
import { OWNER } from './owner';
import { walkKeys } from './walk-keys';

export const listObjectVersions: S3Operation = (request, response, s3) => {
  const bucket = s3.buckets.get(request.bucket);
  s3.access.bucket(request, 's3:ListBucketVersions', listingContext(request));
  const { query } = request;
  const most = pageSize(request, 'max-keys');
  const encoding = keyEncoding(request);
  const delimiter = query.get('delimiter') ?? '';
  const page = pageOf(bucket, request, most);
  const next = page.entries.at(-1);
  respondXml(request, response, 'ListVersionsResult', {
    Name: bucket.name,
    Prefix: encoding.encode(query.get('prefix') ?? ''),
    KeyMarker: encoding.encode(query.get('key-marker') ?? ''),
    VersionIdMarker: query.get('version-id-marker') ?? '',
    ...(page.isTruncated && next !== undefined
      ? {
          NextKeyMarker: encoding.encode(typeof next === 'string' ? next : next.key),
          NextVersionIdMarker: typeof next === 'string' ? undefined : next.versionId,
        }
      : {}),
    MaxKeys: most,
    Delimiter: delimiter === '' ? undefined : encoding.encode(delimiter),
    IsTruncated: page.isTruncated,
    EncodingType: encoding.type,
    ...contents(bucket, page.entries, encoding),
  });
};

interface Page {
  /** Versions, and groups as strings. */
  readonly entries: readonly (ObjectVersion | string)[];
  readonly isTruncated: boolean;
}

function pageOf(bucket: Bucket, request: S3Request, most: number): Page {
  const entries: (ObjectVersion | string)[] = [];
  if (most === 0) return { entries, isTruncated: false };
  for (const entry of entriesOf(bucket, request)) {
    if (entries.length === most) return { entries, isTruncated: true };
    entries.push(entry);
  }
  return { entries, isTruncated: false };
}

/** Versions newest first within a key, from after the markers on. */
function* entriesOf({ objects }: Bucket, { query }: S3Request): Generator<ObjectVersion | string> {
  const after = query.get('key-marker') ?? '';
  const marker = query.get('version-id-marker') || undefined;
  if (marker !== undefined && after === '') {
    throw invalidArgument('A version-id marker cannot be specified without a key marker.', 'version-id-marker', marker);
  }
  const walk = {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    after,
    inclusive: marker !== undefined,
  };
  for (const entry of walkKeys(objects, walk, () => true)) {
    if ('group' in entry) {
      yield entry.group;
      continue;
    }
    const versions = objects.versions(entry.key);
    const seen = entry.key === after ? versions.findIndex(({ versionId }) => versionId === marker) : -1;
    yield* versions.slice(seen + 1);
  }
}

function contents(bucket: Bucket, entries: readonly (ObjectVersion | string)[], encoding: KeyEncoding): XmlObject {
  const described = (version: ObjectVersion): XmlObject => ({
    Key: encoding.encode(version.key),
    VersionId: version.versionId,
    IsLatest: bucket.objects.latest(version.key)?.versionId === version.versionId,
  });
  const versions = entries.filter((entry) => typeof entry !== 'string');
  return {
    Version: versions
      .filter(({ deleteMarker }) => deleteMarker !== true)
      .map((version) => ({
        ...described(version),
        ...listedVersion(version),
        StorageClass: version.storageClass ?? 'STANDARD',
        Owner: OWNER,
      })),
    DeleteMarker: versions
      .filter(({ deleteMarker }) => deleteMarker === true)
      .map((version) => ({
        ...described(version),
        LastModified: new Date(version.modified).toISOString(),
        Owner: OWNER,
      })),
    CommonPrefixes: entries
      .filter((entry) => typeof entry === 'string')
      .map((group) => ({ Prefix: encoding.encode(group) })),
  };
}
