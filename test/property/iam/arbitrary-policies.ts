import fc from 'fast-check';
import type { AccessRequest } from '../../../local/iam/authorizer';
import { ADMINISTRATOR, ANONYMOUS, type Principal } from '../../../local/iam/principal';

export const ROLE_ARN = 'arn:aws:iam::000000000000:role/r';
const ROLE: Principal = { kind: 'role', roleArn: ROLE_ARN, arn: 'arn:aws:sts::000000000000:assumed-role/r/s' };
const SERVICE: Principal = { kind: 'service', service: 'sns.amazonaws.com' };
export const BUCKET = 'arn:aws:s3:::images';

/** A small world, so that statements and requests meet often. */
const ACTIONS = ['s3:GetObject', 's3:PutObject', 's3:ListBucket'];
const RESOURCES = [`${BUCKET}/a/1`, `${BUCKET}/b/1`, BUCKET];
const PREFIXES = ['a/', 'b/', 'ab'];

export interface PlainStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  readonly Resource?: readonly string[];
  readonly NotResource?: readonly string[];
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

const some = <Value>(...values: Value[]): fc.Arbitrary<Value[]> =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
const action = some('s3:Get*', 's3:*', 's3:PutObject', '*', 's3:?etObject', 's3:List*');
const resource = some('*', `${BUCKET}/*`, `${BUCKET}/a/*`, BUCKET, `${BUCKET}/?/1`, 'arn:aws:s3:::other/*');
const condition = fc.option(
  fc.dictionary(
    fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike', 'StringEqualsIfExists', 'ForAnyValue:StringLike'),
    fc.record({ 's3:prefix': some('a/', 'a*', '?b', 'b/') }),
    { minKeys: 1, maxKeys: 2, noNullPrototype: true },
  ),
  { nil: undefined },
);
const principal = fc.constantFrom<unknown>(
  '*',
  { AWS: [ROLE_ARN] },
  { AWS: ['arn:aws:iam::000000000000:root'] },
  { Service: ['sns.amazonaws.com'] },
);

const statement = (effect: fc.Arbitrary<'Allow' | 'Deny'>): fc.Arbitrary<PlainStatement> =>
  fc
    .tuple(effect, action, fc.boolean(), resource, fc.boolean(), condition)
    .map(([Effect, actions, notAction, resources, notResource, Condition]) => ({
      Effect,
      ...(notAction ? { NotAction: actions } : { Action: actions }),
      ...(notResource ? { NotResource: resources } : { Resource: resources }),
      ...(Condition === undefined ? {} : { Condition }),
    }));

export const identityStatement = (effect: fc.Arbitrary<'Allow' | 'Deny'> = fc.constantFrom('Allow', 'Deny')) =>
  statement(effect);
export const resourceStatement = (effect: fc.Arbitrary<'Allow' | 'Deny'> = fc.constantFrom('Allow', 'Deny')) =>
  fc.tuple(statement(effect), principal).map(([plain, Principal]): PlainStatement => ({ ...plain, Principal }));

export const request: fc.Arbitrary<AccessRequest> = fc.record({
  principal: fc.constantFrom(ROLE, ADMINISTRATOR, ANONYMOUS, SERVICE),
  action: fc.constantFrom(...ACTIONS),
  resource: fc.constantFrom(...RESOURCES),
  context: fc.option(
    fc.constantFrom(...PREFIXES).map((prefix) => ({ 's3:prefix': prefix })),
    { nil: undefined },
  ),
});
