import type { ByteRange } from '../body/byte-range';
import { copyBody } from '../body/copy-body';
import { respondXml } from '../protocol/respond';
import { invalidArgument, S3Error } from '../protocol/s3-error';
import type { S3Operation, S3Request } from '../protocol/s3-request';
import { authorizeKey, encryptionHeaders } from './choose-encryption';
import { copyResult } from './copy-object';
import { copySource } from './copy-source';
import { findUpload, partNumberOf } from './find-upload';

export const uploadPartCopy: S3Operation = async (request, response, s3) => {
  const bucket = s3.buckets.get(request.bucket);
  s3.access.object(request, 's3:PutObject');
  const number = partNumberOf(request);
  const upload = findUpload(request, bucket);
  const source = copySource(s3, request);
  authorizeKey(s3.access, request, 'kms:Decrypt', upload.encryption);
  const range = sourceRange(request, source.version.size);
  const { algorithm } = upload.checksum;
  const from = { bodies: source.bucket.bodies, segments: source.version.segments, range };
  const copy = await copyBody(from, bucket.bodies, algorithm);
  const modified = s3.clock.now().getTime();
  try {
    bucket.putPart(upload.uploadId, {
      number,
      size: copy.size,
      etag: copy.md5,
      modified,
      segments: copy.segments,
      checksum: { algorithm, value: copy.checksum },
    });
  } catch (error) {
    bucket.bodies.remove(copy.segments);
    throw error;
  }
  const { ChecksumType: _type, ...result } = copyResult({
    modified,
    etag: copy.md5,
    checksum: { algorithm, value: copy.checksum, type: 'FULL_OBJECT' },
  });
  respondXml(request, response, 'CopyPartResult', result, [
    ...encryptionHeaders(upload.encryption),
    ...(source.bucket.configuration.versioning === undefined
      ? []
      : ['x-amz-copy-source-version-id', source.version.versionId]),
  ]);
};

/** Reads `x-amz-copy-source-range: bytes=first-last`; unlike a Range header it must lie wholly within the source. */
function sourceRange({ headers }: S3Request, size: number): ByteRange {
  const header = headers['x-amz-copy-source-range'] as string | undefined;
  if (header === undefined) return { start: 0, end: size - 1 };
  const match = /^bytes=(\d+)-(\d+)$/.exec(header);
  const [start, end] = [Number(match?.[1]), Number(match?.[2])];
  if (match === null || end < start) {
    throw invalidArgument(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      'x-amz-copy-source-range',
      header,
    );
  }
  if (end >= size) {
    throw new S3Error('InvalidArgument', `Range specified is not valid for source object of size: ${size}`, 400, {
      ArgumentName: 'x-amz-copy-source-range',
      ArgumentValue: header,
    });
  }
  return { start, end };
}
