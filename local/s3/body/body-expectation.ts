import type { IncomingHttpHeaders } from 'node:http';
import { invalidRequest, S3Error } from '../protocol/s3-error';
import {
  CHECKSUM_ALGORITHMS,
  CHECKSUM_BYTES,
  type ChecksumAlgorithm,
  checksumHeader,
  DEFAULT_CHECKSUM,
} from './checksum';

/** Largest body of one request. */
const MAX_BODY_BYTES = 5 * 1024 ** 3;
const HEX_SHA256 = /^[0-9a-f]{64}$/;

const HEADERS = new Map(CHECKSUM_ALGORITHMS.map((algorithm) => [checksumHeader(algorithm), algorithm]));

/** What the headers of an upload promise of its body. */
export interface BodyExpectation {
  /** Payload bytes, after any aws-chunked decoding. */
  readonly size: number;
  readonly awsChunked: boolean;
  /** The checksum to keep. */
  readonly kept: ChecksumAlgorithm;
  /** The checksum that the uploader sends. */
  readonly sent?: ChecksumAlgorithm;
  /** Base64 value to compare with, where it came as a header. */
  readonly checksum?: string;
  /** Name of the trailing header that the value comes in. */
  readonly trailer?: string;
  /** Base64. */
  readonly contentMd5?: string;
  /** Hex, where the payload is part of the signature. */
  readonly contentSha256?: string;
}

/**
 * @param keep the checksum to keep; without it the one that is sent, else S3's default.
 * @throws S3Error `MissingContentLength`, `EntityTooLarge`, `InvalidDigest`, `InvalidRequest`, `NotImplemented`
 */
export function bodyExpectation(headers: IncomingHttpHeaders, keep?: ChecksumAlgorithm): BodyExpectation {
  const sha256 = headers['x-amz-content-sha256'] as string | undefined;
  const awsChunked = sha256?.startsWith('STREAMING-') ?? false;
  const size = payloadSize(headers, awsChunked);
  const contentMd5 = headers['content-md5'] as string | undefined;
  if (contentMd5 !== undefined && Buffer.from(contentMd5, 'base64').length !== 16) {
    throw new S3Error('InvalidDigest', 'The Content-MD5 you specified was invalid.');
  }
  const contentSha256 = sha256 !== undefined && HEX_SHA256.test(sha256) ? sha256 : undefined;
  const chosen = chosenChecksum(headers);
  return {
    size,
    awsChunked,
    kept: keep ?? chosen?.algorithm ?? DEFAULT_CHECKSUM,
    sent: chosen?.algorithm,
    checksum: chosen?.value,
    trailer: chosen?.trailer,
    contentMd5,
    contentSha256,
  };
}

function payloadSize(headers: IncomingHttpHeaders, awsChunked: boolean): number {
  const text = (awsChunked ? headers['x-amz-decoded-content-length'] : headers['content-length']) as string | undefined;
  if (text === undefined) {
    if (headers['transfer-encoding'] !== undefined && !awsChunked) {
      throw new S3Error(
        'NotImplemented',
        'A header you provided implies functionality that is not implemented: S3 takes no upload of unknown length. Give ContentLength, or use a multipart upload.',
        501,
        { Header: 'Transfer-Encoding' },
      );
    }
    throw new S3Error('MissingContentLength', 'You must provide the Content-Length HTTP header.', 411);
  }
  const size = Number(text);
  if (!Number.isSafeInteger(size) || size < 0) throw invalidRequest(`The length '${text}' is not a number of bytes.`);
  if (size > MAX_BODY_BYTES) {
    throw new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400, {
      ProposedSize: size,
      MaxSizeAllowed: MAX_BODY_BYTES,
    });
  }
  return size;
}

interface ChosenChecksum {
  readonly algorithm: ChecksumAlgorithm;
  readonly value?: string;
  readonly trailer?: string;
}

function chosenChecksum(headers: IncomingHttpHeaders): ChosenChecksum | undefined {
  let chosen: ChosenChecksum | undefined;
  for (const [header, algorithm] of HEADERS) {
    const value = headers[header] as string | undefined;
    if (value === undefined) continue;
    if (chosen !== undefined) {
      throw invalidRequest('Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.');
    }
    assertChecksum(header, algorithm, value);
    chosen = { algorithm, value };
  }
  const trailer = (headers['x-amz-trailer'] as string | undefined)?.trim().toLowerCase();
  const trailing = trailer === undefined ? undefined : HEADERS.get(trailer);
  if (trailing !== undefined) return { algorithm: trailing, trailer };
  if (trailer?.startsWith('x-amz-checksum-'))
    throw invalidRequest(`The value specified in the x-amz-trailer header is not supported: ${trailer}`);
  if (chosen === undefined && headers['x-amz-sdk-checksum-algorithm'] !== undefined) {
    throw invalidRequest(
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    );
  }
  return chosen;
}

/** @throws S3Error `InvalidRequest` for a value that cannot be of that algorithm. */
export function assertChecksum(header: string, algorithm: ChecksumAlgorithm, value: string): void {
  if (Buffer.from(value, 'base64').length === CHECKSUM_BYTES[algorithm]) return;
  throw invalidRequest(`Value for ${header} header is invalid.`);
}
