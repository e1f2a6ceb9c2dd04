import { AwsError } from '../protocol/aws-error';
import type { JsonObject } from '../protocol/operations';

type Matcher = (value: unknown) => boolean;

/**
 * Whether an event matches a pattern of EventBridge: every field of the pattern must be in the event and match one of its matchers; a list in
 * the event matches where one of its members does.
 * @throws AwsError `InvalidEventPatternException` for a matcher that the laptop does not know.
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function matchesPattern(pattern: JsonObject, event: JsonObject): boolean {
  return Object.entries(pattern).every(([field, wanted]) => {
    if (field === '$or') return (wanted as readonly JsonObject[]).some((branch) => matchesPattern(branch, event));
    const value = event[field];
    if (Array.isArray(wanted)) return matchesAny(wanted.map(matcherOf), value);
    if (typeof wanted !== 'object' || wanted === null) throw unknown(`${field}: a field holds a list or an object`);
    const members = Array.isArray(value) ? value : [value];
    return members.some((member) => matchesPattern(wanted as JsonObject, isObject(member) ? member : {}));
  });
}

/** Throws where `matchesPattern` would for some event. */
export function checkPattern(pattern: JsonObject): void {
  for (const [field, wanted] of Object.entries(pattern)) {
    if (field === '$or') for (const branch of wanted as readonly JsonObject[]) checkPattern(branch);
    else if (Array.isArray(wanted)) wanted.forEach(matcherOf);
    else if (isObject(wanted)) checkPattern(wanted);
    else throw unknown(`${field}: a field holds a list or an object`);
  }
}

function matchesAny(matchers: readonly Matcher[], value: unknown): boolean {
  const values = Array.isArray(value) && value.length > 0 ? value : [value];
  return matchers.some((matches) => values.some(matches));
}

function matcherOf(wanted: unknown): Matcher {
  if (!isObject(wanted)) return (value) => value === wanted;
  const [entry, ...more] = Object.entries(wanted);
  if (entry === undefined || more.length > 0) throw unknown(JSON.stringify(wanted));
  const [name, operand] = entry;
  switch (name) {
    case 'exists':
      return (value) => (value !== undefined) === operand;
    case 'prefix':
      return onText((text) => text.startsWith(String(operand)));
    case 'suffix':
      return onText((text) => text.endsWith(String(operand)));
    case 'equals-ignore-case':
      return onText((text) => text.toLowerCase() === String(operand).toLowerCase());
    case 'wildcard':
      return onText((text) => wildcard(String(operand)).test(text));
    case 'numeric':
      return numeric(operand as readonly (string | number)[]);
    case 'anything-but': {
      const excluded = (Array.isArray(operand) ? operand : [operand]).map(matcherOf);
      return (value) => value !== undefined && !excluded.some((matches) => matches(value));
    }
    default:
      throw unknown(name);
  }
}

const onText =
  (test: (text: string) => boolean): Matcher =>
  (value) =>
    typeof value === 'string' && test(value);

function wildcard(text: string): RegExp {
  const parts = text.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[\\s\\S]*')}$`);
}

const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** `[">", 0, "<=", 5]` */
function numeric(operands: readonly (string | number)[]): Matcher {
  const tests: Matcher[] = [];
  for (let at = 0; at < operands.length; at += 2) {
    const compare = COMPARISONS[String(operands[at])];
    const bound = operands[at + 1];
    if (compare === undefined || typeof bound !== 'number') throw unknown(`numeric ${JSON.stringify(operands)}`);
    tests.push((value) => typeof value === 'number' && compare(value, bound));
  }
  return (value) => tests.every((matches) => matches(value));
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const unknown = (what: string): AwsError =>
  new AwsError('InvalidEventPatternException', `Event pattern is not valid or not known to the laptop: ${what}.`);
