import type { ServerResponse } from 'node:http';
import { type ByteRange, byteRange } from '../body/byte-range';
import { isSmall, readRange, sendRange } from '../body/send-body';
import { baseHeaders, type HeaderList } from '../protocol/respond';
import { invalidArgument, S3Error } from '../protocol/s3-error';
import type { S3Operation, S3Request } from '../protocol/s3-request';
import type { Bucket } from '../storage/bucket';
import type { ObjectVersion } from '../storage/object-version';
import { authorizeKey } from './choose-encryption';
import { findObject } from './find-object';
import { checksumHeaders, readHeaders } from './object-headers';
import { isNotModified } from './read-conditions';

/** Query parameters of GetObject that replace a header of the answer. */
const OVERRIDES = [
  'content-type',
  'content-language',
  'expires',
  'cache-control',
  'content-disposition',
  'content-encoding',
];

/** GetObject, and HeadObject where the method is HEAD. */
export const getObject: S3Operation = (request, response, s3) => {
  const bucket = s3.buckets.get(request.bucket);
  const version = findObject(s3, request, bucket, 's3:GetObject');
  const { headers } = request;
  const notModified = isNotModified(
    {
      ifMatch: headers['if-match'],
      ifNoneMatch: headers['if-none-match'],
      ifModifiedSince: headers['if-modified-since'],
      ifUnmodifiedSince: headers['if-unmodified-since'],
    },
    version,
  );
  if (notModified) {
    const lastModified = new Date(version.modified).toUTCString();
    const told = ['etag', `"${version.etag}"`, 'last-modified', lastModified];
    response.writeHead(304, [...baseHeaders(request.http.requestId), ...told]).end();
    return;
  }
  const wantsChecksum = headers['x-amz-checksum-mode']?.toString().toUpperCase() === 'ENABLED';
  // HeadObject decrypts nothing but a checksum.
  if (request.http.method !== 'HEAD' || wantsChecksum)
    authorizeKey(s3.access, request, 'kms:Decrypt', version.encryption);
  const part = partRange(request, version);
  const range = part?.range ?? byteRange(headers.range, version.size);
  const partial = part !== undefined || range !== undefined;
  const sent = range ?? { start: 0, end: version.size - 1 };
  const head = readHeaders(bucket, version, baseHeaders(request.http.requestId));
  head.push('content-length', String(sent.end - sent.start + 1));
  if (partial && version.size > 0) head.push('content-range', `bytes ${sent.start}-${sent.end}/${version.size}`);
  if (part !== undefined && version.parts !== undefined)
    head.push('x-amz-mp-parts-count', String(version.parts.length));
  if (wantsChecksum && range === undefined) checksumHeaders(version, head);
  return send(request, response, bucket, version, partial ? 206 : 200, withOverrides(request, head), sent);
};

function send(
  request: S3Request,
  response: ServerResponse,
  bucket: Bucket,
  version: ObjectVersion,
  status: number,
  head: HeaderList,
  range: ByteRange,
): Promise<void> | void {
  const isEmpty = request.http.method === 'HEAD' || range.end < range.start;
  if (isEmpty || isSmall(range)) {
    // Read before the head is written: an error can still be answered as one.
    const bytes = isEmpty ? undefined : readRange(bucket.bodies, version.segments, range);
    response.writeHead(status, head);
    response.end(bytes);
    return;
  }
  response.writeHead(status, head);
  return sendRange(response, bucket.bodies, version.segments, range);
}

/**
 * The bytes of `partNumber`, by which SDKs download what was uploaded in parts; any other object is one part.
 * @throws S3Error `InvalidArgument`, `InvalidPartNumber`
 */
function partRange({ query, headers }: S3Request, version: ObjectVersion): { readonly range?: ByteRange } | undefined {
  const text = query.size === 0 ? null : query.get('partNumber');
  if (text === null) return undefined;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 10_000) {
    throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive', 'partNumber', text);
  }
  if (headers.range !== undefined) {
    throw new S3Error('InvalidRequest', 'Cannot specify both Range header and partNumber query parameter');
  }
  let start = 0;
  for (const part of version.parts ?? [{ number: 1, size: version.size }]) {
    if (part.number === number) return part.size === 0 ? {} : { range: { start, end: start + part.size - 1 } };
    start += part.size;
  }
  throw new S3Error('InvalidPartNumber', 'The requested partnumber is not satisfiable', 416, {
    PartNumberRequested: number,
  });
}

/** Replaces headers by what `response-content-type` and the like ask for. */
function withOverrides({ query }: S3Request, head: HeaderList): HeaderList {
  if (query.size === 0) return head;
  for (const name of OVERRIDES) {
    const value = query.get(`response-${name}`);
    if (value === null) continue;
    const at = head.indexOf(name);
    if (at >= 0) head[at + 1] = value;
    else head.push(name, value);
  }
  return head;
}
