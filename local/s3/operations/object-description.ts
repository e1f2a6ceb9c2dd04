import { invalidArgument, notImplemented, S3Error } from '../protocol/s3-error';
import type { S3Request } from '../protocol/s3-request';
import type { Bucket } from '../storage/bucket';
import type { ObjectDescription } from '../storage/object-version';
import { chooseEncryption } from './choose-encryption';
import { parseTagHeader } from './tag-set';

const SYSTEM_HEADERS = [
  'cache-control',
  'content-disposition',
  'content-language',
  'expires',
  'x-amz-website-redirect-location',
];
const STORAGE_CLASSES = new Set([
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'GLACIER_IR',
  'DEEP_ARCHIVE',
]);

const METADATA_PREFIX = 'x-amz-meta-';
/** Of names and values together. */
const MAX_METADATA_BYTES = 2048;

/** What S3 calls an object that was uploaded without a content type. */
const DEFAULT_CONTENT_TYPE = 'binary/octet-stream';

/**
 * Reads what an upload's headers say of the object.
 * @throws S3Error for what cannot be.
 */
export function objectDescription(request: S3Request, bucket: Bucket): ObjectDescription {
  refuseUnsupported(request);
  return {
    headers: systemHeaders(request),
    metadata: userMetadata(request),
    tags: parseTagHeader(request.headers['x-amz-tagging'] as string | undefined),
    storageClass: storageClass(request),
    encryption: chooseEncryption(request.headers, bucket.configuration),
  };
}

/** The system headers to be given back with the object. */
function systemHeaders({ headers }: S3Request): Record<string, string> {
  const kept: Record<string, string> = { 'content-type': headers['content-type'] ?? DEFAULT_CONTENT_TYPE };
  for (const name of SYSTEM_HEADERS) {
    const value = headers[name];
    if (typeof value === 'string') kept[name] = value;
  }
  // `aws-chunked` is how the body travels, not what it is.
  const encoding = headers['content-encoding']
    ?.split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== 'aws-chunked' && coding !== '')
    .join(',');
  if (encoding) kept['content-encoding'] = encoding;
  return kept;
}

/** @throws S3Error `MetadataTooLarge` */
function userMetadata({ headers }: S3Request): Record<string, string> | undefined {
  let entries: [string, string][] | undefined;
  let size = 0;
  for (const name in headers) {
    if (!name.startsWith(METADATA_PREFIX)) continue;
    const value = String(headers[name]);
    size += name.length - METADATA_PREFIX.length + value.length;
    entries ??= [];
    entries.push([name.slice(METADATA_PREFIX.length), value]);
  }
  if (size > MAX_METADATA_BYTES) {
    throw new S3Error('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', 400, {
      Size: size,
      MaxSizeAllowed: MAX_METADATA_BYTES,
    });
  }
  return entries === undefined ? undefined : Object.fromEntries(entries);
}

/** @throws S3Error `InvalidStorageClass` */
export function storageClass({ headers }: S3Request): string | undefined {
  const name = headers['x-amz-storage-class'] as string | undefined;
  if (name === undefined || name === 'STANDARD') return undefined;
  if (!STORAGE_CLASSES.has(name)) {
    throw new S3Error('InvalidStorageClass', 'The storage class you specified is not valid', 400, {
      StorageClassRequested: name,
    });
  }
  return name;
}

/** Refuses headers whose silent neglect would mislead. */
function refuseUnsupported({ headers }: S3Request): void {
  const acl = headers['x-amz-acl'] as string | undefined;
  if (acl !== undefined && acl !== 'bucket-owner-full-control') {
    throw new S3Error('AccessControlListNotSupported', 'The bucket does not allow ACLs');
  }
  if (headers['x-amz-object-lock-mode'] !== undefined || headers['x-amz-object-lock-legal-hold'] !== undefined) {
    throw new S3Error('InvalidRequest', 'Bucket is missing Object Lock Configuration');
  }
  const customerKey = 'x-amz-server-side-encryption-customer-algorithm';
  if (headers[customerKey] !== undefined) {
    throw notImplemented('SSE-C', "The laptop's S3 does not have encryption with customer-provided keys (SSE-C).");
  }
  const offset = headers['x-amz-write-offset-bytes'] as string | undefined;
  if (offset !== undefined)
    throw invalidArgument('Appending is for directory buckets.', 'x-amz-write-offset-bytes', offset);
}
