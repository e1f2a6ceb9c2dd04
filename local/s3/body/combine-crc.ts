/** A reflected CRC whose initial value and final xor are all ones, as all of S3's are. */
export interface CrcKind {
  readonly bits: number;
  readonly polynomial: bigint;
}

/**
 * The CRC of two pieces one after the other, from the CRC of each: crc(A || B) = crc(A) x^(8 |B|) mod P + crc(B). It gives a
 * multipart object its full-object checksum without reading the parts again.
 * @param secondBytes length of the second piece.
 * @see https://github.com/madler/zlib/blob/develop/crc32.c (crc32_combine)
 */
export function combineCrc(kind: CrcKind, first: bigint, second: bigint, secondBytes: number): bigint {
  return multiply(kind, powerOfX(kind, secondBytes), first) ^ second;
}

/** x^(8 bytes) mod P by squaring; the highest bit stands for x^0. */
function powerOfX(kind: CrcKind, bytes: number): bigint {
  const one = 1n << BigInt(kind.bits - 1);
  let square = one >> 8n;
  let power = one;
  for (let left = BigInt(bytes); left > 0n; left >>= 1n) {
    if (left & 1n) power = multiply(kind, power, square);
    square = multiply(kind, square, square);
  }
  return power;
}

/** a b mod P. */
function multiply(kind: CrcKind, a: bigint, b: bigint): bigint {
  let product = 0n;
  let factor = b;
  for (let bit = 1n << BigInt(kind.bits - 1); bit > 0n; bit >>= 1n) {
    if (a & bit) product ^= factor;
    factor = factor & 1n ? (factor >> 1n) ^ kind.polynomial : factor >> 1n;
  }
  return product;
}
