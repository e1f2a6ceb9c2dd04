/**
 * exp and log from additions, multiplications and divisions alone. IEEE 754 fixes the result of those, and of nothing else: the
 * library's own exp may differ between platforms in the last digit, and a training run would drift apart from there.
 */

const { LN2 } = Math;
/** ln 2 in two parts; products of the first with whole numbers below 2^20 are exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
/** exp underflows to 0 below, overflows above. */
const SMALLEST_EXPONENT = -708;
const LARGEST_EXPONENT = 709;
/** |r| <= ln 2 / 2, so r^14 / 14! < 5e-18. */
const EXPONENTIAL_TERMS = 13;
/** |z| <= 0.172, so z^22 < 2e-17. */
const LOGARITHM_TERMS = 11;

/** e^x, relative error under 1e-15; 0 below -708. */
export function exponential(x: number): number {
  if (x < SMALLEST_EXPONENT) return 0;
  if (x > LARGEST_EXPONENT) return Number.POSITIVE_INFINITY;
  const halvings = Math.floor(x / LN2 + 0.5);
  const rest = x - halvings * LN2_HIGH - halvings * LN2_LOW;
  let sum = 1;
  for (let term = EXPONENTIAL_TERMS; term > 0; term -= 1) sum = 1 + (rest / term) * sum;
  return sum * powerOfTwo(halvings);
}

/** The natural logarithm of x > 0, relative error under 1e-14. */
export function logarithm(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  let mantissa = x;
  let exponent = 0;
  for (let step = 512; step >= 1; step /= 2) {
    const factor = powerOfTwo(step);
    while (mantissa >= factor) {
      mantissa /= factor;
      exponent += step;
    }
    while (mantissa < 1 / factor) {
      mantissa *= factor;
      exponent -= step;
    }
  }
  if (mantissa < Math.SQRT1_2) {
    mantissa *= 2;
    exponent -= 1;
  } else if (mantissa > Math.SQRT2) {
    mantissa /= 2;
    exponent += 1;
  }
  const ratio = (mantissa - 1) / (mantissa + 1);
  const square = ratio * ratio;
  let sum = 0;
  for (let term = LOGARITHM_TERMS; term >= 0; term -= 1) sum = sum * square + 1 / (2 * term + 1);
  return exponent * LN2 + 2 * ratio * sum;
}

/** 2^exponent for a whole number, exactly. */
function powerOfTwo(exponent: number): number {
  let result = 1;
  let square = exponent < 0 ? 0.5 : 2;
  for (let rest = Math.abs(exponent); rest > 0; rest >>= 1) {
    if (rest & 1) result *= square;
    square *= square;
  }
  return result;
}
