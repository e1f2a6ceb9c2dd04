import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Clock } from '../../clock';
import type { LaptopRequest } from '../../front-door/laptop-request';
import type { PolicyStore } from '../../iam/policy-store';
import type { S3Access } from '../access/s3-access';
import type { ObjectCreatedListeners } from '../object-created';
import type { BucketFolder } from '../storage/bucket-folder';
import { S3Error } from './s3-error';

/** One request as S3 sees it: path style, decoded. */
export interface S3Request {
  readonly http: LaptopRequest;
  /** Empty at the level of the service. */
  readonly bucket: string;
  /** Empty at the level of the bucket. */
  readonly key: string;
  /** With the `x-amz-` headers that a presigned URL carries in its query. */
  readonly headers: IncomingHttpHeaders;
  readonly query: URLSearchParams;
}

/** What operations work with. */
export interface S3Context {
  readonly buckets: BucketFolder;
  readonly access: S3Access;
  readonly clock: Clock;
  readonly created: ObjectCreatedListeners;
  readonly policies?: PolicyStore;
}

/** One operation of the API: answers the request, or throws an S3Error. */
export type S3Operation = (request: S3Request, response: ServerResponse, s3: S3Context) => Promise<void> | void;

/** A path's longest key, in bytes of UTF-8. */
const MAX_KEY_BYTES = 1024;

/**
 * Splits the path `/bucket/key` without normalising it: `//`, `.` and `..` are ordinary parts of a key, and `+` is a plus.
 * @throws S3Error `InvalidURI`, `KeyTooLongError`
 */
export function s3Request(http: LaptopRequest): S3Request {
  const { rawPath, query } = http;
  const slash = rawPath.indexOf('/', 1);
  const bucket = decode(slash < 0 ? rawPath.slice(1) : rawPath.slice(1, slash));
  const key = slash < 0 ? '' : decode(rawPath.slice(slash + 1));
  if (key.length > MAX_KEY_BYTES / 4 && Buffer.byteLength(key) > MAX_KEY_BYTES) {
    throw new S3Error('KeyTooLongError', 'Your key is too long', 400, {
      Size: Buffer.byteLength(key),
      MaxSizeAllowed: MAX_KEY_BYTES,
    });
  }
  const presigned = query.size > 0 && query.has('X-Amz-Credential');
  return { http, bucket, key, query, headers: presigned ? withHoisted(http.headers, query) : http.headers };
}

function decode(part: string): string {
  try {
    // Node reads bytes beyond ASCII, which clients ought to escape, as Latin-1.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is that of ASCII
    const text = /[^\u0000-\u007f]/.test(part) ? Buffer.from(part, 'latin1').toString('utf8') : part;
    return text.includes('%') ? decodeURIComponent(text) : text;
  } catch {
    throw new S3Error('InvalidURI', "Couldn't parse the specified URI.");
  }
}

/**
 * Presigned URLs carry headers such as metadata in the query. Checksums there are left alone, as AWS does: SDKs sign the checksum
 * of the empty body that they have at signing time.
 */
function withHoisted(headers: IncomingHttpHeaders, query: URLSearchParams): IncomingHttpHeaders {
  const hoisted: Record<string, string> = {};
  for (const [name, value] of query) {
    const header = name.toLowerCase();
    if (!header.startsWith('x-amz-') || /^x-amz-(checksum-(?!mode)|sdk-checksum-)/.test(header)) continue;
    hoisted[header] = value;
  }
  return { ...hoisted, ...headers };
}
