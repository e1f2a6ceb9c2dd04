import { ArchiveError } from '../data-set-error';
import type { PickleValue } from './pickle-value';

export const asLatin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

export const asUtf8 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');

/** An integer written out. Python 2 writes True and False as the lines `01` and `00`. */
export function asInteger(line: string): PickleValue {
  if (line === '01' || line === '00') return line === '01';
  if (!/^[+-]?\d{1,400}$/.test(line)) throw new ArchiveError('The pickle is damaged: an integer is none.');
  return narrowed(BigInt(line));
}

/** Two's complement of any length, least significant byte first. */
export function asTwosComplement(bytes: Uint8Array): PickleValue {
  let value = 0n;
  for (let at = bytes.length - 1; at >= 0; at -= 1) value = value * 256n + BigInt(bytes[at]!);
  const negative = bytes.length > 0 && bytes.at(-1)! >= 0x80;
  return narrowed(negative ? value - (1n << BigInt(bytes.length * 8)) : value);
}

function narrowed(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}
