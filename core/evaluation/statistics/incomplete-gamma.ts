import { logGamma } from './log-gamma';

const MAX_TERMS = 100_000;
const PRECISION = 1e-16;
const TINY = 1e-300;

/**
 * The regularised upper incomplete gamma function Q(a, x) = Γ(a, x) / Γ(a): the series DLMF 8.7.1 below a + 1, else the continued fraction
 * DLMF 8.9.2 by Lentz's method (https://dlmf.nist.gov/8).
 * @param a above 0
 * @param x 0 or more
 */
export function upperIncompleteGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  if (x === Infinity) return 0;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - front * series(a, x) : front * fraction(a, x);
}

/** The tail of the chi-squared distribution: how likely a statistic this large is. */
export const chiSquaredTail = (statistic: number, degreesOfFreedom: number): number =>
  upperIncompleteGamma(degreesOfFreedom / 2, statistic / 2);

function series(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < MAX_TERMS; n += 1) {
    term *= x / (a + n);
    sum += term;
    if (term < sum * PRECISION) break;
  }
  return sum;
}

function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1 / TINY;
  let d = 1 / b;
  let result = d;
  for (let n = 1; n < MAX_TERMS; n += 1) {
    const an = -n * (n - a);
    b += 2;
    const below = an * d + b;
    d = 1 / (Math.abs(below) < TINY ? TINY : below);
    const above = b + an / c;
    c = Math.abs(above) < TINY ? TINY : above;
    const change = d * c;
    result *= change;
    if (Math.abs(change - 1) < PRECISION) break;
  }
  return result;
}
