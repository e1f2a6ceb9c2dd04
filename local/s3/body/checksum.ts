import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type CrcKind, combineCrc } from './combine-crc';
import { CRC32C_POLYNOMIAL, crc32c } from './crc32c';
import { CRC64NVME_POLYNOMIAL, type Crc64, crc64nvme } from './crc64nvme';

export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256';
export const CHECKSUM_ALGORITHMS: readonly ChecksumAlgorithm[] = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'];

/** What S3 computes where the uploader asks for nothing. */
export const DEFAULT_CHECKSUM: ChecksumAlgorithm = 'CRC64NVME';

/** The checksum that an object keeps. A composite one is a checksum of the parts' checksums. */
export interface ObjectChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; of a composite checksum followed by `-` and the number of parts. */
  readonly value: string;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

/** `x-amz-checksum-crc32` */
export const checksumHeader = (algorithm: ChecksumAlgorithm): string => `x-amz-checksum-${algorithm.toLowerCase()}`;

/** `ChecksumCRC32` */
export const checksumElement = (algorithm: ChecksumAlgorithm): string => `Checksum${algorithm}`;

export const CHECKSUM_BYTES: Readonly<Record<ChecksumAlgorithm, number>> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
};

/** A checksum in the making. */
export interface RunningChecksum {
  update(bytes: Uint8Array): void;
  /** Base64, big-endian as S3 wants it. */
  value(): string;
}

export function runningChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  switch (algorithm) {
    case 'CRC32':
      return running32((bytes, crc) => crc32(bytes, crc));
    case 'CRC32C':
      return running32(crc32c);
    case 'CRC64NVME':
      return running64();
    case 'SHA1':
    case 'SHA256': {
      const hash = createHash(algorithm.toLowerCase());
      return { update: (bytes) => void hash.update(bytes), value: () => hash.digest('base64') };
    }
  }
}

/** @returns base64 */
export function checksumOf(algorithm: ChecksumAlgorithm, bytes: Uint8Array): string {
  // What SDKs send unless told otherwise: worth sparing the object of a running one.
  if (algorithm === 'CRC32') return base64Of32(crc32(bytes));
  const checksum = runningChecksum(algorithm);
  checksum.update(bytes);
  return checksum.value();
}

function running32(step: (bytes: Uint8Array, crc: number) => number): RunningChecksum {
  let crc = 0;
  return {
    update: (bytes) => {
      crc = step(bytes, crc);
    },
    value: () => base64Of32(crc),
  };
}

function base64Of32(crc: number): string {
  const bytes = Buffer.allocUnsafe(4);
  bytes.writeUInt32BE(crc);
  return bytes.toString('base64');
}

function running64(): RunningChecksum {
  let crc: Crc64 = { high: 0, low: 0 };
  return {
    update: (bytes) => {
      crc = crc64nvme(bytes, crc);
    },
    value: () => {
      const bytes = Buffer.allocUnsafe(8);
      bytes.writeUInt32BE(crc.high);
      bytes.writeUInt32BE(crc.low, 4);
      return bytes.toString('base64');
    },
  };
}

const CRC_KINDS: Readonly<Partial<Record<ChecksumAlgorithm, CrcKind>>> = {
  CRC32: { bits: 32, polynomial: 0xedb88320n },
  CRC32C: { bits: 32, polynomial: BigInt(CRC32C_POLYNOMIAL) },
  CRC64NVME: { bits: 64, polynomial: CRC64NVME_POLYNOMIAL },
};

/** Whether the checksum of a whole can be had from those of its parts. */
export const isCombinable = (algorithm: ChecksumAlgorithm): boolean => CRC_KINDS[algorithm] !== undefined;

/** The full-object checksum of pieces in order; `value` is base64, `size` bytes. Only for a combinable algorithm. */
export function combineChecksums(
  algorithm: ChecksumAlgorithm,
  pieces: readonly { readonly value: string; readonly size: number }[],
): string {
  const kind = CRC_KINDS[algorithm] as CrcKind;
  const number = (value: string): bigint => BigInt(`0x${Buffer.from(value, 'base64').toString('hex')}`);
  const whole = pieces.reduce((crc, { value, size }) => combineCrc(kind, crc, number(value), size), 0n);
  return Buffer.from(whole.toString(16).padStart(kind.bits / 4, '0'), 'hex').toString('base64');
}

/** The checksum of the parts' checksums, with the number of parts. */
export function compositeChecksum(algorithm: ChecksumAlgorithm, values: readonly string[]): string {
  const joined = Buffer.concat(values.map((value) => Buffer.from(value, 'base64')));
  return `${checksumOf(algorithm, joined)}-${values.length}`;
}
