/** Terms of the Taylor series; at an argument of pi / 2 the next one is under 1e-17. */
const TERMS = 12;

/** cos(pi * turn) for turn in 0..1, by additions and multiplications alone (see `exponential`). */
export function cosineOfHalfTurn(turn: number): number {
  return turn <= 0.5 ? cosine(Math.PI * turn) : -cosine(Math.PI * (1 - turn));
}

/** cos of an angle in radians, |angle| <= pi / 2. */
export function cosine(angle: number): number {
  return series(angle * angle, 0);
}

/** sin of an angle in radians, |angle| <= pi / 2. */
export function sine(angle: number): number {
  return angle * series(angle * angle, 1);
}

/** Sum of (-square)^k / (2k + first)! times first!, from the smallest term up. */
function series(square: number, first: 0 | 1): number {
  let sum = 1;
  for (let term = TERMS; term > 0; term -= 1) {
    sum = 1 - (square / ((2 * term - 1 + first) * (2 * term + first))) * sum;
  }
  return sum;
}
