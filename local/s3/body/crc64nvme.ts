/** Reflected polynomial of the NVM Express specification. */
export const CRC64NVME_POLYNOMIAL = 0x9a6c9329ac4bc9b5n;

const POLYNOMIAL_HIGH = Number(CRC64NVME_POLYNOMIAL >> 32n);
const POLYNOMIAL_LOW = Number(CRC64NVME_POLYNOMIAL & 0xffffffffn);

/** Slicing-by-8 tables, as in `crc32c.ts`, in two halves of 32 bits: BigInt would be a hundred times slower. */
const highs = new Uint32Array(8 * 256);
const lows = new Uint32Array(8 * 256);
for (let byte = 0; byte < 256; byte++) {
  let high = 0;
  let low = byte;
  for (let bit = 0; bit < 8; bit++) {
    const carry = low & 1;
    low = (low >>> 1) | (high << 31);
    high >>>= 1;
    if (carry) {
      high ^= POLYNOMIAL_HIGH;
      low ^= POLYNOMIAL_LOW;
    }
  }
  highs[byte] = high;
  lows[byte] = low;
}
for (let at = 256; at < highs.length; at++) {
  const high = highs[at - 256]!;
  const low = lows[at - 256]!;
  highs[at] = (high >>> 8) ^ highs[low & 0xff]!;
  lows[at] = ((low >>> 8) | (high << 24)) ^ lows[low & 0xff]!;
}

/** A CRC of 64 bits as two unsigned halves. */
export interface Crc64 {
  readonly high: number;
  readonly low: number;
}

const ZERO: Crc64 = { high: 0, low: 0 };

/**
 * CRC-64/NVME of `bytes`, going on from `previous` (the CRC of all bytes before).
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html
 */
export function crc64nvme(bytes: Uint8Array, previous: Crc64 = ZERO): Crc64 {
  let high = ~previous.high;
  let low = ~previous.low;
  let at = 0;
  for (const end = bytes.length - 7; at < end; at += 8) {
    low ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    high ^= bytes[at + 4]! | (bytes[at + 5]! << 8) | (bytes[at + 6]! << 16) | (bytes[at + 7]! << 24);
    const a = 1792 + (low & 0xff);
    const b = 1536 + ((low >>> 8) & 0xff);
    const c = 1280 + ((low >>> 16) & 0xff);
    const d = 1024 + (low >>> 24);
    const e = 768 + (high & 0xff);
    const f = 512 + ((high >>> 8) & 0xff);
    const g = 256 + ((high >>> 16) & 0xff);
    const h = high >>> 24;
    high = highs[a]! ^ highs[b]! ^ highs[c]! ^ highs[d]! ^ highs[e]! ^ highs[f]! ^ highs[g]! ^ highs[h]!;
    low = lows[a]! ^ lows[b]! ^ lows[c]! ^ lows[d]! ^ lows[e]! ^ lows[f]! ^ lows[g]! ^ lows[h]!;
  }
  for (; at < bytes.length; at++) {
    const index = (low ^ bytes[at]!) & 0xff;
    low = ((low >>> 8) | (high << 24)) ^ lows[index]!;
    high = (high >>> 8) ^ highs[index]!;
  }
  return { high: ~high >>> 0, low: ~low >>> 0 };
}
