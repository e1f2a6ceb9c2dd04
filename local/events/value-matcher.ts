import { BlockList, isIP } from 'node:net';
import type { JsonObject } from '../protocol/operations';
import { invalidPattern } from './invalid-pattern';

/** Judges one value of an event; undefined is a field that is not there. */
export type ValueMatcher = (value: unknown) => boolean;

/** EventBridge compares numbers within these bounds. */
const MAX_NUMBER = 5_000_000_000;

/**
 * Compiles one member of a pattern's list: a value to be equal to, or a content filter such as `{ "prefix": "a" }`.
 * @throws AwsError `InvalidEventPatternException` for a filter that EventBridge does not have.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function valueMatcher(wanted: unknown): ValueMatcher {
  if (Array.isArray(wanted)) throw invalidPattern('a list within a list');
  if (!isObject(wanted)) return (value) => value === wanted;
  const [name, operand] = onlyEntry(wanted);
  switch (name) {
    case 'exists':
      if (typeof operand !== 'boolean') throw invalidPattern('exists takes true or false');
      return (value) => (value !== undefined) === operand;
    case 'numeric':
      return numeric(operand);
    case 'cidr':
      return cidr(operand);
    case 'anything-but':
      return anythingBut(operand);
    default:
      return textMatcher(name, operand);
  }
}

/** `{ "prefix": "a" }`, `{ "prefix": { "equals-ignore-case": "a" } }`, `suffix` alike, `equals-ignore-case`, `wildcard`. */
function textMatcher(name: string, operand: unknown): ValueMatcher {
  const ignoresCase = isObject(operand) && (name === 'prefix' || name === 'suffix');
  const [inner, wanted] = ignoresCase ? onlyEntry(operand) : [undefined, operand];
  if (ignoresCase && inner !== 'equals-ignore-case') throw invalidPattern(`${name} of ${inner}`);
  if (typeof wanted !== 'string') throw invalidPattern(`${name} takes text`);
  const fold = (text: string): string => (ignoresCase ? text.toLowerCase() : text);
  const part = fold(wanted);
  switch (name) {
    case 'prefix':
      return onText((text) => fold(text).startsWith(part));
    case 'suffix':
      return onText((text) => fold(text).endsWith(part));
    case 'equals-ignore-case':
      return onText((text) => text.toLowerCase() === wanted.toLowerCase());
    case 'wildcard': {
      const expression = wildcard(wanted);
      return onText((text) => expression.test(text));
    }
    default:
      throw invalidPattern(`the filter '${name}'`);
  }
}

const TEXT_FILTERS = ['prefix', 'suffix', 'equals-ignore-case', 'wildcard'];

/** A value, a list of values, or one text filter over one text or a list of them. */
function anythingBut(operand: unknown): ValueMatcher {
  const [name, inner] = isObject(operand) ? onlyEntry(operand) : [undefined, operand];
  const wanted = Array.isArray(inner) ? inner : [inner];
  if (wanted.length === 0) throw invalidPattern('anything-but of nothing');
  if (name !== undefined && !TEXT_FILTERS.includes(name)) throw invalidPattern(`anything-but of ${name}`);
  if (name === undefined && wanted.some((each) => typeof each !== 'string' && typeof each !== 'number')) {
    throw invalidPattern('anything-but takes texts or numbers');
  }
  const excluded = wanted.map((each) => (name === undefined ? valueMatcher(each) : textMatcher(name, each)));
  return (value) => value !== undefined && !excluded.some((matches) => matches(value));
}

const onText =
  (test: (text: string) => boolean): ValueMatcher =>
  (value) =>
    typeof value === 'string' && test(value);

/** `*` stands for any text; `\*` and `\\` for themselves. */
function wildcard(text: string): RegExp {
  let source = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at] as string;
    if (character === '\\') {
      const escaped = text[++at];
      if (escaped !== '*' && escaped !== '\\') throw invalidPattern(`the escape '\\${escaped ?? ''}' in a wildcard`);
      source += `\\${escaped}`;
    } else if (character === '*') {
      if (text[at + 1] === '*') throw invalidPattern('two * side by side in a wildcard');
      source += '[\\s\\S]*';
    } else source += character.replace(/[.+?^${}()|[\]]/, '\\$&');
  }
  return new RegExp(`^${source}$`);
}

const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** `["=", 5]`, or a bound or two: `[">", 0, "<=", 5]`. */
function numeric(operands: unknown): ValueMatcher {
  const invalid = () => invalidPattern(`numeric ${JSON.stringify(operands)}`);
  if (!Array.isArray(operands) || (operands.length !== 2 && operands.length !== 4)) throw invalid();
  const tests: ((value: number) => boolean)[] = [];
  for (let at = 0; at < operands.length; at += 2) {
    const name = String(operands[at]);
    const compare = Object.hasOwn(COMPARISONS, name) ? COMPARISONS[name] : undefined;
    const bound: unknown = operands[at + 1];
    if (compare === undefined || typeof bound !== 'number' || Math.abs(bound) > MAX_NUMBER) throw invalid();
    tests.push((value) => compare(value, bound));
  }
  const [low, , high] = operands as readonly string[];
  if (high !== undefined && !(String(low).startsWith('>') && high.startsWith('<'))) throw invalid();
  return (value) => typeof value === 'number' && tests.every((matches) => matches(value));
}

/** `"10.0.0.0/24"`, `"2001:db8::/32"` */
function cidr(operand: unknown): ValueMatcher {
  const [address = '', bits = ''] = String(operand).split('/');
  const family = isIP(address);
  const isPrefix = /^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128);
  if (family === 0 || !isPrefix) throw invalidPattern(`cidr '${String(operand)}'`);
  const block = new BlockList();
  block.addSubnet(address, Number(bits), `ipv${family as 4 | 6}`);
  return onText((text) => isIP(text) === family && block.check(text, `ipv${family as 4 | 6}`));
}

function onlyEntry(object: JsonObject): [name: string, operand: unknown] {
  const [entry, ...more] = Object.entries(object);
  if (entry === undefined || more.length > 0) throw invalidPattern(`${JSON.stringify(object)}: one filter at a time`);
  return entry;
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
