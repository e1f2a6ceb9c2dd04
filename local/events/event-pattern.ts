import type { JsonObject } from '../protocol/operations';
import { invalidPattern } from './invalid-pattern';
import { type ValueMatcher, valueMatcher } from './value-matcher';

/** Whether an event matches. */
export type EventMatcher = (event: JsonObject) => boolean;

/** Characters of a pattern as JSON. */
const MAX_PATTERN_CHARACTERS = 2048;
/** Alternatives that the `$or` of a pattern may multiply to. */
const MAX_ALTERNATIVES = 1000;

/**
 * Compiles a pattern of EventBridge: every field of it must be in the event and match one of its matchers. A list in the event matches where one
 * of its members does; fields of one pattern object that lie in a list of objects must match in the same one.
 * @throws AwsError `InvalidEventPatternException` for what EventBridge refuses.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export function compilePattern(pattern: JsonObject): EventMatcher {
  if (JSON.stringify(pattern).length > MAX_PATTERN_CHARACTERS) {
    throw invalidPattern(`it is longer than ${MAX_PATTERN_CHARACTERS} characters`);
  }
  const matcher = compileObject(pattern, 'the pattern');
  if (alternatives(pattern) > MAX_ALTERNATIVES) throw invalidPattern(`its $or make over ${MAX_ALTERNATIVES} patterns`);
  return matcher;
}

function compileObject(pattern: JsonObject, name: string): EventMatcher {
  const entries = Object.entries(pattern);
  if (entries.length === 0) throw invalidPattern(`${name} is an empty object`);
  const fields = entries.map(([field, wanted]) => compileField(field, wanted));
  return (event) => fields.every((matches) => matches(event));
}

function compileField(field: string, wanted: unknown): EventMatcher {
  if (field === '$or' && isBranches(wanted)) {
    const branches = wanted.map((branch) => compileObject(branch, 'a branch of $or'));
    return (event) => branches.some((matches) => matches(event));
  }
  if (Array.isArray(wanted)) {
    if (wanted.length === 0) throw invalidPattern(`${field} lists nothing`);
    const matchers = wanted.map(valueMatcher);
    return (event) => matchesAny(matchers, fieldOf(event, field));
  }
  if (!isObject(wanted)) throw invalidPattern(`${field} must be an object or a list`);
  const matches = compileObject(wanted, field);
  return (event) => {
    const value = fieldOf(event, field);
    const members = Array.isArray(value) && value.length > 0 ? value : [value];
    return members.some((member) => matches(isObject(member) ? member : {}));
  };
}

/** Two objects or more. Anything else under that name is a field that happens to be called `$or`. */
const isBranches = (wanted: unknown): wanted is readonly JsonObject[] =>
  Array.isArray(wanted) && wanted.length >= 2 && wanted.every(isObject);

function matchesAny(matchers: readonly ValueMatcher[], value: unknown): boolean {
  // An object is no leaf, and an empty list has none: to a matcher there is nothing.
  const leaves = (Array.isArray(value) ? value.flat(Number.POSITIVE_INFINITY) : [value]).filter(
    (each) => !isObject(each),
  );
  if (leaves.length === 0) leaves.push(undefined);
  return matchers.some((matches) => leaves.some(matches));
}

function alternatives(pattern: JsonObject): number {
  return Object.entries(pattern).reduce((product, [field, wanted]) => {
    if (field === '$or' && isBranches(wanted)) {
      return product * wanted.reduce((sum, branch) => sum + alternatives(branch), 0);
    }
    return isObject(wanted) ? product * alternatives(wanted) : product;
  }, 1);
}

const fieldOf = (event: JsonObject, field: string): unknown => (Object.hasOwn(event, field) ? event[field] : undefined);

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
