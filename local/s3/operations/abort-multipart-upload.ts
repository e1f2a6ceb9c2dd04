import { respondEmpty } from '../protocol/respond';
import type { S3Operation } from '../protocol/s3-request';
import { findUpload } from './find-upload';

export const abortMultipartUpload: S3Operation = (request, response, s3) => {
  const bucket = s3.buckets.get(request.bucket);
  s3.access.object(request, 's3:AbortMultipartUpload');
  bucket.abortUpload(findUpload(request, bucket).uploadId);
  respondEmpty(request, response, 204);
};
