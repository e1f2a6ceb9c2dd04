const DIGIT_BITS = 11;
const DIGITS = 6;
const RADIX = 2 ** DIGIT_BITS;
const MASK = RADIX - 1;
/** Shorter lists are sorted as quickly without all these counters. */
const MIN_LENGTH = 512;

const counters = new Uint32Array(RADIX * DIGITS);
let spare: Uint32Array = new Uint32Array(0);

/**
 * Sorts doubles in ascending order, in place, by their bits: six passes of 11 bits each, of which those are left out in which all values agree
 * (the low ones of whole numbers). More than twice as fast as `sort` on some thousand values, which is what a sketch costs most.
 * @param values no NaN
 */
export function radixSort(values: Float64Array): void {
  const { length } = values;
  if (length < MIN_LENGTH) {
    values.sort();
    return;
  }
  if (spare.length < 2 * length) spare = new Uint32Array(2 * length);
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * length);
  countDigits(words, length);
  let [from, to]: [Uint32Array, Uint32Array] = [words, spare];
  for (let digit = 0; digit < DIGITS; digit += 1) {
    if (!positionsOf(digit, length)) continue;
    pass(from, to, length, digit);
    [from, to] = [to, from];
  }
  if (from !== words) words.set(from.subarray(0, 2 * length));
  for (let at = 0; at < 2 * length; at += 2) {
    const high = words[at + 1]!;
    if (high >>> 31 === 1) words[at + 1] = high ^ 0x80000000;
    else {
      words[at] = ~words[at]!;
      words[at + 1] = ~high;
    }
  }
}

/** Makes the bits ascend as the values do (negative values all flipped, others in their sign), and counts each digit. */
function countDigits(words: Uint32Array, length: number): void {
  counters.fill(0);
  for (let at = 0; at < 2 * length; at += 2) {
    let low = words[at]!;
    let high = words[at + 1]!;
    if (high >>> 31 === 1) {
      low = ~low >>> 0;
      high = ~high >>> 0;
      words[at] = low;
    } else high = (high ^ 0x80000000) >>> 0;
    words[at + 1] = high;
    counters[low & MASK]! += 1;
    counters[RADIX + ((low >>> 11) & MASK)]! += 1;
    counters[2 * RADIX + (((low >>> 22) | (high << 10)) & MASK)]! += 1;
    counters[3 * RADIX + ((high >>> 1) & MASK)]! += 1;
    counters[4 * RADIX + ((high >>> 12) & MASK)]! += 1;
    counters[5 * RADIX + (high >>> 23)]! += 1;
  }
}

/** Counts become the places where each digit's values begin. @returns false where all values share the digit */
function positionsOf(digit: number, length: number): boolean {
  const base = digit * RADIX;
  let sum = 0;
  for (let index = base; index < base + RADIX; index += 1) {
    const count = counters[index]!;
    if (count === length) return false;
    counters[index] = sum;
    sum += count;
  }
  return true;
}

function pass(from: Uint32Array, to: Uint32Array, length: number, digit: number): void {
  const base = digit * RADIX;
  for (let at = 0; at < 2 * length; at += 2) {
    const low = from[at]!;
    const high = from[at + 1]!;
    const value = digitOf(low, high, digit);
    const place = 2 * counters[base + value]!++;
    to[place] = low;
    to[place + 1] = high;
  }
}

function digitOf(low: number, high: number, digit: number): number {
  switch (digit) {
    case 0:
      return low & MASK;
    case 1:
      return (low >>> 11) & MASK;
    case 2:
      return ((low >>> 22) | (high << 10)) & MASK;
    case 3:
      return (high >>> 1) & MASK;
    case 4:
      return (high >>> 12) & MASK;
    default:
      return high >>> 23;
  }
}
