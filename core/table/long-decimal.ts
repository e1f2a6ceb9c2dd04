/** 2^27 + 1: splits a double into halves whose products are exact (Dekker). */
const SPLITTER = 134217729;
/** What the quotient's correction may be off by, generously: 2^-40 of it. */
const DOUBT = 2 ** -40;
/** Digits of the second part. */
const MAX_REST_DIGITS = 4;
const REST_TENS = [1, 10, 100, 1000, 10_000] as const;

/** Powers of ten that are exact doubles. */
export const EXACT_TENS: readonly number[] = Array.from({ length: 23 }, (_, power) => 10 ** power);
/** Digits that a double always holds exactly. */
const HEAD_DIGITS = 15;
const [MINUS, ZERO] = [0x2d, 0x30];

/**
 * The number that a plain decimal of any length says: digits, at most one dot, a sign before them.
 * @param fraction digits behind the dot; none where it is negative
 */
export function decimalOf(bytes: Buffer, from: number, to: number, fraction: number): number {
  let [head, rest, significant] = [0, 0, 0];
  for (let at = from; at < to; at += 1) {
    const digit = bytes[at]! - ZERO;
    // Signs and the dot lie below the digits.
    if (digit < 0 || (digit === 0 && significant === 0)) continue;
    significant += 1;
    if (significant <= HEAD_DIGITS) head = head * 10 + digit;
    else rest = rest * 10 + digit;
  }
  const divisor = EXACT_TENS[Math.max(0, fraction)];
  const restDigits = significant - HEAD_DIGITS;
  if (divisor === undefined || restDigits > MAX_REST_DIGITS) return Number(bytes.toString('latin1', from, to));
  const value = restDigits <= 0 ? head / divisor : longDecimal(head, rest, restDigits, divisor);
  if (value === undefined) return Number(bytes.toString('latin1', from, to));
  return bytes[from] === MINUS ? -value : value;
}

/**
 * The double nearest to (head · 10^restDigits + rest) / divisor, for decimals of 16 to 19 digits, as models write their probabilities. The numerator is
 * kept as two doubles; where the last bit is in doubt the answer is undefined, and `Number` must decide.
 * @param head the first 15 digits
 * @param rest the digits after them
 * @param divisor a power of ten up to 10^22
 */
function longDecimal(head: number, rest: number, restDigits: number, divisor: number): number | undefined {
  const scale = REST_TENS[restDigits]!;
  const product = head * scale;
  const low = productError(head, scale, product);
  const high = product + rest;
  // Fast two-sum: the product is the larger.
  const tail = rest - (high - product) + low;
  const quotient = high / divisor;
  const back = quotient * divisor;
  const correction = (high - back - productError(quotient, divisor, back) + tail) / divisor;
  const one = quotient + correction * (1 - DOUBT);
  return one === quotient + correction * (1 + DOUBT) ? one : undefined;
}

/** a b - product, exactly. */
function productError(a: number, b: number, product: number): number {
  const scaledA = SPLITTER * a;
  const headA = scaledA - (scaledA - a);
  const tailA = a - headA;
  const scaledB = SPLITTER * b;
  const headB = scaledB - (scaledB - b);
  const tailB = b - headB;
  return headA * headB - product + headA * tailB + tailA * headB + tailA * tailB;
}
