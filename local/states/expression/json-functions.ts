import { type IntrinsicFunction, InvalidArgument, textArgument } from './intrinsic-function';

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html */
export const jsonFunctions: Readonly<Record<string, IntrinsicFunction>> = {
  'States.StringToJson': {
    arity: [1, 1],
    apply: ([value]) => {
      const text = textArgument(value, 1);
      if (text.trim() === '') return null;
      try {
        return JSON.parse(text) as unknown;
      } catch (error) {
        throw new InvalidArgument(`The argument is not JSON: ${(error as Error).message}.`);
      }
    },
  },
  'States.JsonToString': { arity: [1, 1], apply: ([value]) => JSON.stringify(value) },
  'States.JsonMerge': {
    arity: [3, 3],
    apply: ([first, second, deep]) => {
      // The service itself offers the shallow merge only.
      if (deep !== false) throw new InvalidArgument('Argument 3 must be false: only the shallow merge is supported.');
      return { ...objectArgument(first, 1), ...objectArgument(second, 2) };
    },
  },
};

function objectArgument(value: unknown, position: number): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new InvalidArgument(`Argument ${position} must be a JSON object.`);
}
