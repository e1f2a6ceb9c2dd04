import { type Condition, compileCondition } from './condition';
import { isRecord, stringList } from './json-shape';
import { MalformedPolicy } from './malformed-policy';
import { type ContextLookup, PolicyText } from './policy-text';
import type { Principal } from './principal';
import { compilePrincipal, type PrincipalMatch } from './principal-element';
import { compileArnPattern } from './resource-arn';
import { compileWildcard } from './wildcard';

/** What a policy is attached to decides which elements it must have. */
export type PolicyKind = 'identity' | 'resource' | 'trust';

/** One compiled statement. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  /** The statement's Sid, else its number from 0. */
  readonly label: string;
  readonly source: Readonly<Record<string, unknown>>;
  /** @param action in lower case: IAM does not tell `s3:getobject` from `s3:GetObject`. */
  matchesAction(action: string): boolean;
  matchesResource(resource: string, lookup: ContextLookup): boolean;
  /** Identity policies speak of their own role: always `direct`. */
  matchesPrincipal(principal: Principal): PrincipalMatch;
  readonly condition: Condition | undefined;
}

const ELEMENTS: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

/** @throws MalformedPolicy */
export function compileStatement(
  source: unknown,
  kind: PolicyKind,
  place: { readonly where: string; readonly index: number; readonly variables: boolean },
): Statement {
  const { where, variables } = place;
  if (!isRecord(source)) throw new MalformedPolicy(where, 'a statement must be an object.');
  const unknown = Object.keys(source).find((element) => !ELEMENTS.has(element));
  if (unknown !== undefined) throw new MalformedPolicy(where, `a statement has no element '${unknown}'.`);
  const { Effect: effect, Sid: sid, Condition: condition } = source;
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw new MalformedPolicy(where, `Effect must be 'Allow' or 'Deny', not ${JSON.stringify(effect)}.`);
  }
  return {
    effect,
    label: typeof sid === 'string' && sid !== '' ? sid : String(place.index),
    source,
    matchesAction: compileActions(source, where),
    matchesResource: compileResources(source, kind, where, variables),
    matchesPrincipal: compilePrincipals(source, kind, where),
    condition: condition === undefined ? undefined : compileCondition(condition, `${where}.Condition`, { variables }),
  };
}

/** Exactly one of an element and its Not form. */
function either(
  source: Readonly<Record<string, unknown>>,
  name: string,
  where: string,
): { readonly value: unknown; readonly not: boolean; readonly where: string } {
  const not = `Not${name}`;
  if ((source[name] === undefined) === (source[not] === undefined)) {
    throw new MalformedPolicy(where, `a statement needs exactly one of ${name} and ${not}.`);
  }
  const element = source[name] === undefined ? not : name;
  return { value: source[element], not: element === not, where: `${where}.${element}` };
}

function compileActions(source: Readonly<Record<string, unknown>>, where: string): (action: string) => boolean {
  const { value, not, where: at } = either(source, 'Action', where);
  const matchers = stringList(value, at).map((pattern) => {
    if (pattern !== '*' && !/^[a-zA-Z0-9-]+:[a-zA-Z0-9*?]+$/.test(pattern)) {
      throw new MalformedPolicy(at, `'${pattern}' is no action such as s3:GetObject.`);
    }
    return compileWildcard(pattern.toLowerCase());
  });
  return (action) => matchers.some((matches) => matches(action)) !== not;
}

function compileResources(
  source: Readonly<Record<string, unknown>>,
  kind: PolicyKind,
  where: string,
  variables: boolean,
): Statement['matchesResource'] {
  if (kind === 'trust') {
    if (source.Resource !== undefined || source.NotResource !== undefined) {
      throw new MalformedPolicy(where, 'a trust policy has no Resource: it speaks of its own role.');
    }
    return () => true;
  }
  const { value, not, where: at } = either(source, 'Resource', where);
  const matchers = stringList(value, at).map((pattern) => {
    if (pattern !== '*' && !pattern.startsWith('arn:')) {
      throw new MalformedPolicy(at, `'${pattern}' is neither '*' nor an ARN.`);
    }
    const text = new PolicyText(pattern, at, { variables });
    const fixed = text.isFixed ? compileArnPattern(pattern) : undefined;
    return (resource: string, lookup: ContextLookup): boolean => {
      if (fixed !== undefined) return fixed(resource);
      const expanded = text.expand(lookup);
      return expanded !== undefined && compileArnPattern(expanded)(resource);
    };
  });
  return (resource, lookup) => matchers.some((matches) => matches(resource, lookup)) !== not;
}

function compilePrincipals(
  source: Readonly<Record<string, unknown>>,
  kind: PolicyKind,
  where: string,
): Statement['matchesPrincipal'] {
  if (kind === 'identity') {
    if (source.Principal !== undefined || source.NotPrincipal !== undefined) {
      throw new MalformedPolicy(
        where,
        'an identity policy has no Principal: it speaks of the role that it is attached to.',
      );
    }
    return () => 'direct';
  }
  const { value, not, where: at } = either(source, 'Principal', where);
  const matches = compilePrincipal(value, at);
  if (!not) return matches;
  if (source.Effect === 'Allow') throw new MalformedPolicy(at, 'NotPrincipal goes with Deny only, as in IAM.');
  return (principal) => (matches(principal) === undefined ? 'direct' : undefined);
}
