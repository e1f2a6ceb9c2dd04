import { matchesPattern } from './string-pattern';
import { parseTimestamp } from './timestamp';

/** One comparison operator of the Choice state. */
export interface Comparison {
  /** Whether the definition may compare with this literal. */
  accepts(expected: unknown): boolean;
  /** What a literal must be, in words. */
  readonly operand: string;
  /** Whether the operator has a twin that reads its right side from the input. */
  readonly byPath: boolean;
  test(value: unknown, expected: unknown): boolean;
}

type Order = (left: number) => boolean;

const ORDERS: Readonly<Record<string, Order>> = {
  Equals: (sign) => sign === 0,
  LessThan: (sign) => sign < 0,
  GreaterThan: (sign) => sign > 0,
  LessThanEquals: (sign) => sign <= 0,
  GreaterThanEquals: (sign) => sign >= 0,
};

const isString = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number';
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isTimestamp = (value: unknown): value is string => parseTimestamp(value) !== undefined;

/** The five operators of an ordered type; unlike types are never equal nor ordered. */
function ordered<Value>(
  prefix: string,
  operand: string,
  accepts: (value: unknown) => value is Value,
  compare: (left: Value, right: Value) => number,
): [string, Comparison][] {
  return Object.entries(ORDERS).map(([suffix, fits]) => [
    prefix + suffix,
    {
      accepts,
      operand,
      byPath: true,
      test: (value, expected) => accepts(value) && accepts(expected) && fits(compare(value, expected)),
    },
  ]);
}

function typeTest(test: (value: unknown) => boolean): Comparison {
  return {
    accepts: isBoolean,
    operand: 'true or false',
    byPath: false,
    test: (value, expected) => test(value) === expected,
  };
}

/** By UTF-16 code units, as Java compares strings. */
const compareText = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

const equality: Comparison = {
  accepts: isBoolean,
  operand: 'true or false',
  byPath: true,
  test: (value, expected) => isBoolean(value) && value === expected,
};

/** Every comparison operator by its field name; those with `byPath` also exist as `…Path`. */
export const COMPARISONS = Object.fromEntries([
  ...ordered('String', 'a string', isString, compareText),
  ...ordered('Numeric', 'a number', isNumber, (left, right) => left - right),
  ...ordered(
    'Timestamp',
    'an RFC 3339 timestamp',
    isTimestamp,
    (left, right) => parseTimestamp(left)! - parseTimestamp(right)!,
  ),
  ['BooleanEquals', equality],
  [
    'StringMatches',
    {
      accepts: isString,
      operand: 'a string',
      byPath: false,
      test: (value: unknown, pattern: unknown) =>
        isString(value) && isString(pattern) && matchesPattern(value, pattern),
    },
  ],
  ['IsPresent', typeTest(() => true)],
  ['IsNull', typeTest((value) => value === null)],
  ['IsString', typeTest(isString)],
  ['IsNumeric', typeTest(isNumber)],
  ['IsBoolean', typeTest(isBoolean)],
  ['IsTimestamp', typeTest(isTimestamp)],
]) as Readonly<Record<ComparisonName, Comparison>>;

type OrderName = 'Equals' | 'LessThan' | 'GreaterThan' | 'LessThanEquals' | 'GreaterThanEquals';

export type ComparisonName =
  | `${'String' | 'Numeric' | 'Timestamp'}${OrderName}`
  | 'BooleanEquals'
  | 'StringMatches'
  | `Is${'Present' | 'Null' | 'String' | 'Numeric' | 'Boolean' | 'Timestamp'}`;
