import { isDeepStrictEqual } from 'node:util';
import { type IntrinsicFunction, InvalidArgument, integerArgument, listArgument } from './intrinsic-function';

const MAX_RANGE = 1000;

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html */
export const arrayFunctions: Readonly<Record<string, IntrinsicFunction>> = {
  'States.Array': { arity: [0, Number.POSITIVE_INFINITY], apply: (values) => [...values] },
  'States.ArrayPartition': {
    arity: [2, 2],
    apply: ([value, chunk]) => {
      const list = listArgument(value, 1);
      const size = integerArgument(chunk, 2);
      if (size < 1) throw new InvalidArgument('The chunk size must be above zero.');
      return Array.from({ length: Math.ceil(list.length / size) }, (_, part) =>
        list.slice(part * size, (part + 1) * size),
      );
    },
  },
  'States.ArrayContains': {
    arity: [2, 2],
    apply: ([value, sought]) => listArgument(value, 1).some((item) => isDeepStrictEqual(item, sought)),
  },
  'States.ArrayRange': {
    arity: [3, 3],
    apply: ([from, to, by]) => {
      const [first, last, step] = [integerArgument(from, 1), integerArgument(to, 2), integerArgument(by, 3)];
      if (step === 0) throw new InvalidArgument('The step of a range must not be zero.');
      const length = Math.max(0, Math.floor((last - first) / step) + 1);
      if (length > MAX_RANGE) throw new InvalidArgument(`A range has at most ${MAX_RANGE} elements, not ${length}.`);
      return Array.from({ length }, (_, index) => first + index * step);
    },
  },
  'States.ArrayGetItem': {
    arity: [2, 2],
    apply: ([value, position]) => {
      const list = listArgument(value, 1);
      const index = integerArgument(position, 2);
      if (index < 0 || index >= list.length) {
        throw new InvalidArgument(`The index ${index} lies outside of an array of ${list.length}.`);
      }
      return list[index];
    },
  },
  'States.ArrayLength': { arity: [1, 1], apply: ([value]) => listArgument(value, 1).length },
  'States.ArrayUnique': {
    arity: [1, 1],
    apply: ([value]) =>
      listArgument(value, 1).filter(
        (item, index, list) => list.findIndex((other) => isDeepStrictEqual(other, item)) === index,
      ),
  },
};
