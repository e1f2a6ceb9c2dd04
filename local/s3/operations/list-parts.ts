import { checksumElement } from '../body/checksum';
import { respondXml } from '../protocol/respond';
import type { S3Operation } from '../protocol/s3-request';
import { findUpload } from './find-upload';
import { pageSize } from './list-parameters';
import { OWNER } from './owner';

export const listParts: S3Operation = (request, response, s3) => {
  const bucket = s3.buckets.get(request.bucket);
  s3.access.object(request, 's3:ListMultipartUploadParts');
  const upload = findUpload(request, bucket);
  const most = pageSize(request, 'max-parts');
  const marker = Number(request.query.get('part-number-marker') ?? 0);
  const rest = [...upload.parts.values()].filter(({ number }) => number > marker).sort((a, b) => a.number - b.number);
  const page = rest.slice(0, most);
  const { algorithm, type } = upload.checksum;
  respondXml(request, response, 'ListPartsResult', {
    Bucket: bucket.name,
    Key: upload.key,
    UploadId: upload.uploadId,
    Initiator: OWNER,
    Owner: OWNER,
    StorageClass: upload.storageClass ?? 'STANDARD',
    PartNumberMarker: marker,
    NextPartNumberMarker: page.at(-1)?.number ?? 0,
    MaxParts: most,
    IsTruncated: page.length < rest.length,
    ...(upload.checksumChosen ? { ChecksumAlgorithm: algorithm, ChecksumType: type } : {}),
    Part: page.map((part) => ({
      PartNumber: part.number,
      LastModified: new Date(part.modified).toISOString(),
      ETag: `"${part.etag}"`,
      Size: part.size,
      ...(upload.checksumChosen ? { [checksumElement(algorithm)]: part.checksum.value } : {}),
    })),
  });
};
