import { respondXml } from '../protocol/respond';
import type { S3Operation, S3Request } from '../protocol/s3-request';
import type { Bucket } from '../storage/bucket';
import { compareKeys } from '../storage/key-order';
import type { MultipartUpload } from '../storage/object-version';
import { listingContext } from './list-objects';
import { keyEncoding, pageSize } from './list-parameters';
import { OWNER } from './owner';

export const listMultipartUploads: S3Operation = (request, response, s3) => {
  const bucket = s3.buckets.get(request.bucket);
  s3.access.bucket(request, 's3:ListBucketMultipartUploads', listingContext(request));
  const { query } = request;
  const most = pageSize(request, 'max-uploads');
  const encoding = keyEncoding(request);
  const delimiter = query.get('delimiter') ?? '';
  const rest = entriesOf(bucket, request);
  const page = rest.slice(0, most);
  const last = page.at(-1);
  const isTruncated = most > 0 && page.length < rest.length;
  respondXml(request, response, 'ListMultipartUploadsResult', {
    Bucket: bucket.name,
    KeyMarker: encoding.encode(query.get('key-marker') ?? ''),
    UploadIdMarker: query.get('upload-id-marker') ?? '',
    ...(isTruncated && last !== undefined
      ? {
          NextKeyMarker: encoding.encode(typeof last === 'string' ? last : last.key),
          NextUploadIdMarker: typeof last === 'string' ? '' : last.uploadId,
        }
      : {}),
    Prefix: encoding.encode(query.get('prefix') ?? ''),
    Delimiter: delimiter === '' ? undefined : encoding.encode(delimiter),
    MaxUploads: most,
    IsTruncated: isTruncated,
    EncodingType: encoding.type,
    Upload: page
      .filter((entry) => typeof entry !== 'string')
      .map((upload) => ({
        Key: encoding.encode(upload.key),
        UploadId: upload.uploadId,
        Initiator: OWNER,
        Owner: OWNER,
        StorageClass: upload.storageClass ?? 'STANDARD',
        Initiated: new Date(upload.initiated).toISOString(),
        ...(upload.checksumChosen
          ? { ChecksumAlgorithm: upload.checksum.algorithm, ChecksumType: upload.checksum.type }
          : {}),
      })),
    CommonPrefixes: page
      .filter((entry) => typeof entry === 'string')
      .map((group) => ({ Prefix: encoding.encode(group) })),
  });
};

/** Uploads, and groups as strings, from after the markers on. There are few: an index would be more than it is worth. */
function entriesOf(bucket: Bucket, { query }: S3Request): (MultipartUpload | string)[] {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const keyMarker = query.get('key-marker') ?? '';
  const idMarker = query.get('upload-id-marker') || undefined;
  const entries: (MultipartUpload | string)[] = [];
  const all = bucket.uploads.all();
  const marked = all.findIndex(({ key, uploadId }) => key === keyMarker && uploadId === idMarker);
  for (const [at, upload] of all.entries()) {
    if (!upload.key.startsWith(prefix)) continue;
    const order = keyMarker === '' ? 1 : compareKeys(upload.key, keyMarker);
    if (order < 0 || (order === 0 && (marked < 0 || at <= marked))) continue;
    const end = delimiter === '' ? -1 : upload.key.indexOf(delimiter, prefix.length);
    const group = end < 0 ? undefined : upload.key.slice(0, end + delimiter.length);
    if (group === undefined) entries.push(upload);
    else if (group !== keyMarker && entries.at(-1) !== group) entries.push(group);
  }
  return entries;
}
