import type { ConditionContext } from '../../iam/authorizer';
import { respondXml } from '../protocol/respond';
import { invalidArgument } from '../protocol/s3-error';
import type { S3Operation, S3Request } from '../protocol/s3-request';
import type { XmlObject } from '../protocol/xml-writer';
import type { Bucket } from '../storage/bucket';
import type { ObjectVersion } from '../storage/object-version';
import { type KeyEncoding, keyEncoding, pageSize } from './list-parameters';
import { OWNER } from './owner';
import { walkKeys } from './walk-keys';

/** ListObjects, version 1. */
export const listObjects: S3Operation = (request, response, s3) => {
  const bucket = s3.buckets.get(request.bucket);
  s3.access.bucket(request, 's3:ListBucket', listingContext(request));
  const { query } = request;
  const marker = query.get('marker') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const most = pageSize(request, 'max-keys');
  const encoding = keyEncoding(request);
  const page = pageOf(bucket, request, marker, most);
  respondXml(request, response, 'ListBucketResult', {
    Name: bucket.name,
    Prefix: encoding.encode(query.get('prefix') ?? ''),
    Marker: encoding.encode(marker),
    MaxKeys: most,
    Delimiter: delimiter === '' ? undefined : encoding.encode(delimiter),
    IsTruncated: page.isTruncated,
    // Without a delimiter the last key of the page serves as the next marker.
    NextMarker: page.isTruncated && delimiter !== '' ? encoding.encode(page.last) : undefined,
    EncodingType: encoding.type,
    ...contents(page, encoding, true),
  });
};

/** ListObjectsV2. */
export const listObjectsV2: S3Operation = (request, response, s3) => {
  const bucket = s3.buckets.get(request.bucket);
  s3.access.bucket(request, 's3:ListBucket', listingContext(request));
  const { query } = request;
  const token = query.get('continuation-token') ?? undefined;
  const startAfter = query.get('start-after') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const most = pageSize(request, 'max-keys');
  const encoding = keyEncoding(request);
  const page = pageOf(bucket, request, token === undefined ? startAfter : keyOfToken(token), most);
  respondXml(request, response, 'ListBucketResult', {
    Name: bucket.name,
    Prefix: encoding.encode(query.get('prefix') ?? ''),
    StartAfter: startAfter === '' ? undefined : encoding.encode(startAfter),
    ContinuationToken: token,
    NextContinuationToken: page.isTruncated ? tokenOf(page.last) : undefined,
    KeyCount: page.versions.length + page.groups.length,
    MaxKeys: most,
    Delimiter: delimiter === '' ? undefined : encoding.encode(delimiter),
    IsTruncated: page.isTruncated,
    EncodingType: encoding.type,
    ...contents(page, encoding, query.get('fetch-owner') === 'true'),
  });
};

/** The condition keys of a listing. */
export function listingContext({ query }: S3Request): ConditionContext {
  const context: Record<string, string> = {};
  for (const name of ['prefix', 'delimiter', 'max-keys']) {
    const value = query.get(name);
    if (value !== null) context[`s3:${name}`] = value;
  }
  return context;
}

interface Page {
  readonly versions: readonly ObjectVersion[];
  readonly groups: readonly string[];
  readonly isTruncated: boolean;
  /** The last key or group; empty on an empty page. */
  readonly last: string;
}

function pageOf(bucket: Bucket, { query }: S3Request, after: string, most: number): Page {
  const { objects } = bucket;
  const walk = { prefix: query.get('prefix') ?? '', delimiter: query.get('delimiter') ?? '', after };
  const versions: ObjectVersion[] = [];
  const groups: string[] = [];
  let last = '';
  if (most === 0) return { versions, groups, isTruncated: false, last };
  for (const entry of walkKeys(objects, walk, (key) => objects.latest(key)?.deleteMarker !== true)) {
    if (versions.length + groups.length === most) return { versions, groups, isTruncated: true, last };
    last = 'key' in entry ? entry.key : entry.group;
    if ('key' in entry) versions.push(objects.latest(entry.key) as ObjectVersion);
    else groups.push(entry.group);
  }
  return { versions, groups, isTruncated: false, last };
}

const contents = (page: Page, encoding: KeyEncoding, withOwner: boolean): XmlObject => ({
  Contents: page.versions.map((version) => ({
    Key: encoding.encode(version.key),
    ...listedVersion(version),
    Owner: withOwner ? OWNER : undefined,
    StorageClass: version.storageClass ?? 'STANDARD',
  })),
  CommonPrefixes: page.groups.map((group) => ({ Prefix: encoding.encode(group) })),
});

/** What any listing tells of a version, but its key. */
export const listedVersion = (version: ObjectVersion): XmlObject => ({
  LastModified: new Date(version.modified).toISOString(),
  ETag: `"${version.etag}"`,
  ChecksumAlgorithm: version.checksum?.algorithm,
  ChecksumType: version.checksum?.type,
  Size: version.size,
});

/** Tokens are opaque to clients; the prefix tells ours from rubbish. */
const TOKEN_PREFIX = '1.';
const tokenOf = (key: string): string => TOKEN_PREFIX + Buffer.from(key).toString('base64url');

function keyOfToken(token: string): string {
  if (!token.startsWith(TOKEN_PREFIX)) {
    throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
  }
  return Buffer.from(token.slice(TOKEN_PREFIX.length), 'base64url').toString('utf8');
}
