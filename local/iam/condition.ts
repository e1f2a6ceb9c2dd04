import { canonicalConditionKey } from './condition-keys';
import { CONDITION_OPERATORS, type ConditionOperator } from './condition-operators';
import { isRecord } from './json-shape';
import { MalformedPolicy } from './malformed-policy';
import { type ContextLookup, PolicyText } from './policy-text';

/** Whether a request meets a statement's Condition block. */
export type Condition = (lookup: ContextLookup) => boolean;

type SetQuantifier = 'ForAllValues' | 'ForAnyValue';

/**
 * Compiles a Condition block: every operator and every key in it must hold; the values of one key are alternatives.
 * @throws MalformedPolicy for an operator or key that the laptop does not know.
 */
export function compileCondition(block: unknown, where: string, options: { readonly variables: boolean }): Condition {
  if (!isRecord(block)) throw new MalformedPolicy(where, 'a Condition must be an object.');
  const tests = Object.entries(block).flatMap(([operator, keys]) => {
    if (!isRecord(keys))
      throw new MalformedPolicy(`${where}.${operator}`, 'an operator must hold an object of condition keys.');
    return Object.entries(keys).map(([key, values]) =>
      compileTest(operator, key, texts(values, `${where}.${operator}.${key}`, options), `${where}.${operator}`),
    );
  });
  return (lookup) => tests.every((test) => test(lookup));
}

function compileTest(name: string, rawKey: string, values: readonly PolicyText[], where: string): Condition {
  const key = canonicalConditionKey(rawKey);
  if (key === undefined) {
    throw new MalformedPolicy(
      where,
      `the laptop does not know the condition key '${rawKey}' (see local/iam/condition-keys.ts).`,
    );
  }
  if (name === 'Null') return nullTest(key, values, where);
  const [, quantifier, base = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(name) ?? [];
  const operator = Object.hasOwn(CONDITION_OPERATORS, base) ? CONDITION_OPERATORS[base] : undefined;
  if (operator === undefined)
    throw new MalformedPolicy(where, `'${name}' is no condition operator that the laptop knows.`);
  const { absent, present } = quantified(operator, values, quantifier as SetQuantifier | undefined);
  // With a quantifier IfExists changes nothing: an empty set has been judged already.
  const whenAbsent = quantifier === undefined && ifExists !== undefined ? true : absent;
  return (lookup) => {
    const value = lookup(key);
    if (value === undefined) return whenAbsent;
    return present(typeof value === 'string' ? [value] : value, lookup);
  };
}

interface Quantified {
  readonly absent: boolean;
  readonly present: (values: readonly string[], lookup: ContextLookup) => boolean;
}

function quantified(
  { compare, negated }: ConditionOperator,
  policyValues: readonly PolicyText[],
  quantifier: SetQuantifier | undefined,
): Quantified {
  const holds = (value: string, lookup: ContextLookup): boolean =>
    policyValues.some((policyValue) => compare(value, policyValue, lookup)) !== negated;
  switch (quantifier) {
    case 'ForAllValues':
      return { absent: true, present: (values, lookup) => values.every((value) => holds(value, lookup)) };
    case 'ForAnyValue':
      return { absent: false, present: (values, lookup) => values.some((value) => holds(value, lookup)) };
    default:
      return {
        absent: negated,
        present: (values, lookup) =>
          negated ? values.every((value) => holds(value, lookup)) : values.some((value) => holds(value, lookup)),
      };
  }
}

/** `{"Null": {"key": "true"}}` holds where the request lacks the key. */
function nullTest(key: string, values: readonly PolicyText[], where: string): Condition {
  const wanted = new Set(values.map(({ source }) => source.toLowerCase()));
  if ([...wanted].some((value) => value !== 'true' && value !== 'false')) {
    throw new MalformedPolicy(where, `Null takes 'true' or 'false', not '${[...wanted].join("', '")}'.`);
  }
  return (lookup) => wanted.has(String(lookup(key) === undefined));
}

function texts(values: unknown, where: string, options: { readonly variables: boolean }): PolicyText[] {
  return (Array.isArray(values) ? values : [values]).map((value) => {
    if (typeof value !== 'string' && typeof value !== 'boolean' && typeof value !== 'number') {
      throw new MalformedPolicy(where, `expected a string, a number or a boolean, found ${JSON.stringify(value)}.`);
    }
    return new PolicyText(String(value), where, options);
  });
}
