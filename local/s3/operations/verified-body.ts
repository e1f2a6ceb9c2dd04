import { readBody } from '../../front-door/laptop-request';
import { BodyDigests } from '../body/body-digests';
import { bodyExpectation } from '../body/body-expectation';
import { invalidRequest } from '../protocol/s3-error';
import type { S3Request } from '../protocol/s3-request';

/**
 * Reads a document that must come with a checksum, as S3 demands of DeleteObjects.
 * @throws S3Error `InvalidRequest`, `BadDigest` …
 */
export async function readVerifiedBody(request: S3Request, maxBytes: number): Promise<Buffer> {
  const expected = bodyExpectation(request.headers);
  if (expected.contentMd5 === undefined && expected.sent === undefined) {
    throw invalidRequest('Missing required header for this request: Content-MD5 OR x-amz-checksum-*');
  }
  const body = await readBody(request.http, maxBytes);
  const digests = new BodyDigests(expected);
  digests.update(body);
  digests.verify();
  return body;
}
