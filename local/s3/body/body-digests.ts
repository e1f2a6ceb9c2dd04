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
   * @throws S3Error as `verifyDigests`
   */
  verify(trailers?: ReadonlyMap<string, string>): VerifiedDigests {
    const kept = this.kept.value();
    const computed = {
      size: this.size,
      md5: this.md5.digest('hex'),
      sha256: this.sha256?.digest('hex'),
      kept,
      sent: this.sent?.value() ?? kept,
    };
    return verifyDigests(computed, this.expected, trailers);
  }
}

/** MD5 in hex, and the checksum to keep in base64. */
export interface VerifiedDigests {
  readonly md5: string;
  readonly checksum: string;
}

/** What was computed of a body. */
export interface ComputedDigests {
  readonly size: number;
  /** Hex. */
  readonly md5: string;
  /** Hex; only where it was promised. */
  readonly sha256?: string;
  /** Base64. */
  readonly kept: string;
  readonly sent: string;
}

/**
 * Compares what was computed of a body with what its headers promise.
 * @param trailers trailing headers of an aws-chunked body.
 * @throws S3Error `IncompleteBody`, `BadDigest`, `XAmzContentSHA256Mismatch`, `InvalidRequest`
 */
export function verifyDigests(
  computed: ComputedDigests,
  expected: BodyExpectation,
  trailers?: ReadonlyMap<string, string>,
): VerifiedDigests {
  if (computed.size !== expected.size) {
    throw new S3Error(
      'IncompleteBody',
      `The body has ${computed.size} bytes where its headers promise ${expected.size}.`,
    );
  }
  const { contentMd5 } = expected;
  if (contentMd5 !== undefined && computed.md5 !== Buffer.from(contentMd5, 'base64').toString('hex')) {
    throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
  if (computed.sha256 !== expected.contentSha256) {
    throw new S3Error(
      'XAmzContentSHA256Mismatch',
      "The provided 'x-amz-content-sha256' header does not match what was computed.",
    );
  }
  if (expected.sent !== undefined) verifySent(expected.sent, computed.sent, expected, trailers);
  return { md5: computed.md5, checksum: computed.kept };
}

function verifySent(
  algorithm: ChecksumAlgorithm,
  computed: string,
  expected: BodyExpectation,
  trailers?: ReadonlyMap<string, string>,
): void {
  const promised = expected.checksum ?? trailing(algorithm, expected, trailers);
  if (promised === computed) return;
  throw new S3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
}

function trailing(
  algorithm: ChecksumAlgorithm,
  { trailer = '' }: BodyExpectation,
  trailers?: ReadonlyMap<string, string>,
): string {
  const value = trailers?.get(trailer);
  if (value === undefined) throw invalidRequest(`The body ends without the ${trailer} that x-amz-trailer announces.`);
  assertChecksum(trailer, algorithm, value);
  return value;
}
