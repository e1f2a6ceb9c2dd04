import { bodyExpectation } from '../body/body-expectation';
import { checksumHeader } from '../body/checksum';
import { receiveBody } from '../body/receive-body';
import { respondEmpty } from '../protocol/respond';
import { invalidRequest } from '../protocol/s3-error';
import type { S3Operation } from '../protocol/s3-request';
import { authorizeKey, encryptionHeaders } from './choose-encryption';
import { findUpload, partNumberOf } from './find-upload';

export const uploadPart: S3Operation = async (request, response, s3) => {
  const bucket = s3.buckets.get(request.bucket);
  s3.access.object(request, 's3:PutObject');
  const number = partNumberOf(request);
  const upload = findUpload(request, bucket);
  authorizeKey(s3.access, request, 'kms:Decrypt', upload.encryption);
  const { algorithm } = upload.checksum;
  const expected = bodyExpectation(request.headers, algorithm);
  if (upload.checksumChosen && expected.sent !== algorithm) {
    const sent = expected.sent?.toLowerCase() ?? 'null';
    throw invalidRequest(
      `Checksum Type mismatch occurred, expected checksum Type: ${algorithm.toLowerCase()}, actual checksum Type: ${sent}`,
    );
  }
  const body = await receiveBody(request.http.incoming, expected, bucket.bodies);
  try {
    bucket.putPart(upload.uploadId, {
      number,
      size: body.size,
      etag: body.md5,
      modified: s3.clock.now().getTime(),
      segments: body.segments,
      checksum: { algorithm, value: body.checksum },
    });
  } catch (error) {
    bucket.bodies.remove(body.segments);
    throw error;
  }
  respondEmpty(request, response, 200, [
    'etag',
    `"${body.md5}"`,
    ...encryptionHeaders(upload.encryption),
    ...(expected.sent === undefined ? [] : [checksumHeader(algorithm), body.checksum]),
  ]);
};
