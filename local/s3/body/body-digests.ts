import { createHash, type Hash } from 'node:crypto';
import { invalidRequest, S3Error } from '../protocol/s3-error';
import { assertChecksum, type BodyExpectation } from './body-expectation';
import { type ChecksumAlgorithm, type RunningChecksum, runningChecksum } from './checksum';

/** Computes what a body is judged by while it streams past, and compares it with what was promised. */
export class BodyDigests {
  private readonly md5 = createHash('md5');
  private readonly sha256: Hash | undefined;
  private readonly kept: RunningChecksum;
  /** Only where it is not the one to keep. */
  private readonly sent: RunningChecksum | undefined;
  private size = 0;

  constructor(private readonly expected: BodyExpectation) {
    this.sha256 = expected.contentSha256 === undefined ? undefined : createHash('sha256');
    this.kept = runningChecksum(expected.kept);
    this.sent =
      expected.sent === undefined || expected.sent === expected.kept ? undefined : runningChecksum(expected.sent);
  }

  update(bytes: Uint8Array): void {
    this.size += bytes.length;
    this.md5.update(bytes);
    this.sha256?.update(bytes);
    this.kept.update(bytes);
    this.sent?.update(bytes);
  }

  /**
   * @param trailers trailing headers of an aws-chunked body.
   * @returns MD5 in hex, and the checksum to keep in base64.
   * @throws S3Error `IncompleteBody`, `BadDigest`, `XAmzContentSHA256Mismatch`, `InvalidRequest`
   */
  verify(trailers?: ReadonlyMap<string, string>): { readonly md5: string; readonly checksum: string } {
    const { expected } = this;
    if (this.size !== expected.size) {
      throw new S3Error(
        'IncompleteBody',
        `The body has ${this.size} bytes where its headers promise ${expected.size}.`,
      );
    }
    const md5 = this.md5.digest();
    if (expected.contentMd5 !== undefined && !md5.equals(Buffer.from(expected.contentMd5, 'base64'))) {
      throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.');
    }
    if (this.sha256 !== undefined && this.sha256.digest('hex') !== expected.contentSha256) {
      throw new S3Error(
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    }
    const checksum = this.kept.value();
    if (expected.sent !== undefined) this.verifySent(expected.sent, this.sent?.value() ?? checksum, trailers);
    return { md5: md5.toString('hex'), checksum };
  }

  private verifySent(algorithm: ChecksumAlgorithm, computed: string, trailers?: ReadonlyMap<string, string>): void {
    const promised = this.expected.checksum ?? this.trailing(algorithm, trailers);
    if (promised === computed) return;
    throw new S3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  }

  private trailing(algorithm: ChecksumAlgorithm, trailers?: ReadonlyMap<string, string>): string {
    const { trailer = '' } = this.expected;
    const value = trailers?.get(trailer);
    if (value === undefined) throw invalidRequest(`The body ends without the ${trailer} that x-amz-trailer announces.`);
    assertChecksum(trailer, algorithm, value);
    return value;
  }
}
