import { CHECKSUM_ALGORITHMS, DEFAULT_CHECKSUM, isCombinable } from '../body/checksum';
import { respondXml } from '../protocol/respond';
import { invalidRequest } from '../protocol/s3-error';
import type { S3Operation, S3Request } from '../protocol/s3-request';
import type { MultipartUpload } from '../storage/object-version';
import { newVersionId } from '../storage/version-id';
import { encryptionHeaders } from './choose-encryption';
import { objectDescription } from './object-description';
import { authorizePut } from './put-object';

export const createMultipartUpload: S3Operation = (request, response, s3) => {
  const bucket = s3.buckets.get(request.bucket);
  const description = objectDescription(request, bucket);
  authorizePut(s3, request, description);
  const chosen = chosenChecksum(request);
  const uploadId = newVersionId();
  const checksum = chosen ?? ({ algorithm: DEFAULT_CHECKSUM, type: 'FULL_OBJECT' } as const);
  const initiated = s3.clock.now().getTime();
  bucket.beginUpload({
    ...description,
    key: request.key,
    uploadId,
    initiated,
    checksum,
    checksumChosen: chosen !== undefined,
  });
  const told =
    chosen === undefined ? [] : ['x-amz-checksum-algorithm', chosen.algorithm, 'x-amz-checksum-type', chosen.type];
  respondXml(
    request,
    response,
    'InitiateMultipartUploadResult',
    { Bucket: bucket.name, Key: request.key, UploadId: uploadId },
    [...encryptionHeaders(description.encryption), ...told],
  );
};

/**
 * Hashes can only be composed of the parts' hashes, CRC-64 only be of the full object; the other CRCs can be either.
 * @throws S3Error `InvalidRequest`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */
function chosenChecksum({ headers }: S3Request): MultipartUpload['checksum'] | undefined {
  const name = (headers['x-amz-checksum-algorithm'] as string | undefined)?.toUpperCase();
  const wanted = (headers['x-amz-checksum-type'] as string | undefined)?.toUpperCase();
  if (name === undefined) {
    if (wanted === undefined) return undefined;
    throw invalidRequest('The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.');
  }
  const algorithm = CHECKSUM_ALGORITHMS.find((known) => known === name);
  if (algorithm === undefined) throw invalidRequest(`Checksum algorithm provided is unsupported: ${name}.`);
  const type = wanted ?? (algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE');
  const isPossible =
    type === 'FULL_OBJECT' ? isCombinable(algorithm) : type === 'COMPOSITE' && algorithm !== 'CRC64NVME';
  if (!isPossible) {
    throw invalidRequest(`The ${type} checksum type cannot be used with the ${name.toLowerCase()} checksum algorithm.`);
  }
  return { algorithm, type: type as 'FULL_OBJECT' | 'COMPOSITE' };
}
