import { CHECKSUM_ALGORITHMS, type ChecksumAlgorithm, checksumElement, DEFAULT_CHECKSUM } from '../body/checksum';
import { copyBody } from '../body/copy-body';
import { respondXml } from '../protocol/respond';
import { invalidArgument, invalidRequest } from '../protocol/s3-error';
import type { S3Operation, S3Request } from '../protocol/s3-request';
import type { XmlObject } from '../protocol/xml-writer';
import type { Bucket } from '../storage/bucket';
import type { ObjectDescription, ObjectVersion } from '../storage/object-version';
import { encryptionHeaders } from './choose-encryption';
import { type CopySource, copySource } from './copy-source';
import { objectDescription } from './object-description';
import { versionHeaders } from './object-headers';
import { announce, authorizePut } from './put-object';
import { writePrecondition } from './write-conditions';

/** Larger objects are copied in parts. */
const MAX_COPY_BYTES = 5 * 1024 ** 3;

export const copyObject: S3Operation = async (request, response, s3) => {
  const bucket = s3.buckets.get(request.bucket);
  const source = copySource(s3, request);
  const description = describeCopy(request, bucket, source.version);
  if (source.version.tags !== undefined && directive(request, 'tagging') === 'COPY') {
    s3.access.object({ ...request, bucket: source.bucket.name, key: source.version.key }, 's3:GetObjectTagging');
  }
  authorizePut(s3, request, description);
  if (source.version.size > MAX_COPY_BYTES) {
    throw invalidRequest(
      `The specified copy source is larger than the maximum allowable size for a copy source: ${MAX_COPY_BYTES}`,
    );
  }
  assertChanges(request, source);
  const wanted = writePrecondition(request.headers);
  const content = await copyContent(source, bucket, wantedChecksum(request));
  try {
    const modified = s3.clock.now().getTime();
    const version = bucket.put({ ...description, ...content, key: request.key, modified }, wanted);
    respondXml(request, response, 'CopyObjectResult', copyResult(version), [
      ...versionHeaders(bucket, version),
      ...encryptionHeaders(version.encryption),
      ...(source.bucket.configuration.versioning === undefined
        ? []
        : ['x-amz-copy-source-version-id', source.version.versionId]),
    ]);
    announce(s3, request, bucket, version, 'CopyObject');
  } catch (error) {
    bucket.bodies.remove(content.segments);
    throw error;
  }
};

/** What CopyObject and UploadPartCopy answer. */
export const copyResult = (copy: Pick<ObjectVersion, 'modified' | 'etag' | 'checksum'>): XmlObject => ({
  LastModified: new Date(copy.modified).toISOString(),
  ETag: `"${copy.etag}"`,
  ...(copy.checksum === undefined
    ? {}
    : { [checksumElement(copy.checksum.algorithm)]: copy.checksum.value, ChecksumType: copy.checksum.type }),
});

type Content = Pick<ObjectVersion, 'etag' | 'size' | 'segments' | 'checksum'>;

/** Shares the source's bytes where its digests hold for the copy; an object of parts becomes one whole and is read through. */
async function copyContent(
  { bucket: from, version }: CopySource,
  to: Bucket,
  wanted: ChecksumAlgorithm | undefined,
): Promise<Content> {
  const { etag, size, segments, checksum } = version;
  const algorithm = wanted ?? checksum?.algorithm ?? DEFAULT_CHECKSUM;
  if (version.parts === undefined && checksum?.algorithm === algorithm) {
    return { etag, size, checksum, segments: to.bodies.adopt(from.bodies, segments) };
  }
  const range = { start: 0, end: size - 1 };
  const copy = await copyBody({ bodies: from.bodies, segments, range }, to.bodies, algorithm);
  return {
    etag: copy.md5,
    size,
    segments: copy.segments,
    checksum: { algorithm, value: copy.checksum, type: 'FULL_OBJECT' },
  };
}

function describeCopy(request: S3Request, bucket: Bucket, source: ObjectVersion): ObjectDescription {
  const own = objectDescription(request, bucket);
  const { headers, metadata } = directive(request, 'metadata') === 'COPY' ? source : own;
  const tags = directive(request, 'tagging') === 'COPY' ? source.tags : own.tags;
  return { ...own, headers: withRedirect(headers, request), metadata, tags };
}

/** A redirect location is of the copy's own, whatever the directive. */
function withRedirect(headers: ObjectDescription['headers'], request: S3Request): ObjectDescription['headers'] {
  const name = 'x-amz-website-redirect-location';
  const { [name]: _source, ...kept } = headers ?? {};
  const location = request.headers[name] as string | undefined;
  return location === undefined ? kept : { ...kept, [name]: location };
}

/** @throws S3Error `InvalidArgument` */
function directive({ headers }: S3Request, what: 'metadata' | 'tagging'): 'COPY' | 'REPLACE' {
  const name = `x-amz-${what}-directive`;
  const value = (headers[name] as string | undefined) ?? 'COPY';
  if (value !== 'COPY' && value !== 'REPLACE') throw invalidArgument(`Unknown ${what} directive.`, name, value);
  return value;
}

function wantedChecksum({ headers }: S3Request): ChecksumAlgorithm | undefined {
  const name = (headers['x-amz-checksum-algorithm'] as string | undefined)?.toUpperCase();
  if (name === undefined) return undefined;
  const algorithm = CHECKSUM_ALGORITHMS.find((known) => known === name);
  if (algorithm === undefined) throw invalidRequest(`Checksum algorithm provided is unsupported: ${name}.`);
  return algorithm;
}

/** A copy of an object to itself must change something. */
function assertChanges(request: S3Request, { bucket, version, isVersion }: CopySource): void {
  const { headers } = request;
  if (bucket.name !== request.bucket || version.key !== request.key || isVersion) return;
  const changes = [
    'x-amz-storage-class',
    'x-amz-server-side-encryption',
    'x-amz-website-redirect-location',
    'x-amz-checksum-algorithm',
  ];
  if (directive(request, 'metadata') === 'REPLACE' || changes.some((name) => headers[name] !== undefined)) return;
  throw invalidRequest(
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
  );
}
