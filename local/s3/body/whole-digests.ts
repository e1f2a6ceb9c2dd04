import { hash } from 'node:crypto';
import { type VerifiedDigests, verifyDigests } from './body-digests';
import type { BodyExpectation } from './body-expectation';
import { checksumOf } from './checksum';

/**
 * Verifies a body that lies in memory as a whole. The hashes are made by one call each, which for a few KB costs half of an object that is
 * created, fed and asked.
 * @param trailers trailing headers of an aws-chunked body.
 * @throws S3Error as `verifyDigests`
 */
export function digestWhole(
  bytes: Uint8Array,
  expected: BodyExpectation,
  trailers?: ReadonlyMap<string, string>,
): VerifiedDigests {
  const kept = checksumOf(expected.kept, bytes);
  const { sent } = expected;
  return verifyDigests(
    {
      size: bytes.length,
      md5: hash('md5', bytes, 'hex'),
      sha256: expected.contentSha256 === undefined ? undefined : hash('sha256', bytes, 'hex'),
      kept,
      sent: sent === undefined || sent === expected.kept ? kept : checksumOf(sent, bytes),
    },
    expected,
    trailers,
  );
}
