import { invalidArgument, noSuchUpload } from '../protocol/s3-error';
import type { S3Request } from '../protocol/s3-request';
import type { Bucket } from '../storage/bucket';
import type { MultipartUpload } from '../storage/object-version';

/** The upload that a request's `uploadId` names, which must be of the request's key. @throws S3Error `NoSuchUpload` */
export function findUpload(request: S3Request, bucket: Bucket): MultipartUpload {
  const uploadId = request.query.get('uploadId') ?? '';
  const upload = bucket.uploads.find(uploadId);
  if (upload === undefined || upload.key !== request.key) throw noSuchUpload(uploadId);
  return upload;
}

/** @throws S3Error `InvalidArgument` */
export function partNumberOf({ query }: S3Request): number {
  const text = query.get('partNumber') ?? '';
  const number = Number(text);
  if (text !== '' && Number.isInteger(number) && number >= 1 && number <= 10_000) return number;
  throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive', 'partNumber', text);
}
