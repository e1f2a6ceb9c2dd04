import { type IntrinsicFunction, InvalidArgument, integerArgument } from './intrinsic-function';

const MIN_INT32 = -(2 ** 31);
const MAX_INT32 = 2 ** 31 - 1;

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html */
export const numberFunctions: Readonly<Record<string, IntrinsicFunction>> = {
  'States.MathRandom': {
    arity: [2, 3],
    apply: ([from, to, seed], { random }) => {
      const [start, end] = [int32(from, 1), int32(to, 2)];
      if (start >= end) throw new InvalidArgument('The start must be below the end.');
      const draw = seed === undefined ? random() : seeded(integerArgument(seed, 3));
      return start + Math.floor(draw * (end - start));
    },
  },
  'States.MathAdd': { arity: [2, 2], apply: ([first, second]) => int32(int32(first, 1) + int32(second, 2), 0) },
};

function int32(value: unknown, position: number): number {
  const number = integerArgument(value, position);
  if (number >= MIN_INT32 && number <= MAX_INT32) return number;
  throw new InvalidArgument(`${number} lies outside of the 32-bit integers.`);
}

/** One draw of the mulberry32 generator: equal seeds give equal numbers. Which number differs from the service's. */
function seeded(seed: number): number {
  let state = (seed + 0x6d2b79f5) | 0;
  state = Math.imul(state ^ (state >>> 15), state | 1);
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
  return ((state ^ (state >>> 14)) >>> 0) / 2 ** 32;
}
