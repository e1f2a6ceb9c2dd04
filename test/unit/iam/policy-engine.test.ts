// biome-ignore-all lint/suspicious/noTemplateCurlyInString: policy variables are written so.
import type { AccessRequest } from '../../../local/iam/authorizer';
import { PolicyEngine } from '../../../local/iam/policy-engine';
import { ADMINISTRATOR, ANONYMOUS, type Principal } from '../../../local/iam/principal';

const ROLE_ARN = 'arn:aws:iam::000000000000:role/classify';
const ROLE: Principal = {
  kind: 'role',
  roleArn: ROLE_ARN,
  arn: 'arn:aws:sts::000000000000:assumed-role/classify/session',
};
const OTHER: Principal = {
  kind: 'role',
  roleArn: `${ROLE_ARN}-not`,
  arn: 'arn:aws:sts::000000000000:assumed-role/not/s',
};
const SNS: Principal = {
  kind: 'service',
  service: 'sns.amazonaws.com',
  sourceArn: 'arn:aws:sns:us-east-1:000000000000:topic',
};
const OBJECT = 'arn:aws:s3:::images/test/a b+ü.png';
const KEY = 'arn:aws:kms:us-east-1:000000000000:key/k';
const ACCOUNT_ROOT = 'arn:aws:iam::000000000000:root';

const policy = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements });
const allow = (Action: string | string[], Resource: string | string[], rest: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...rest,
});
const deny = (Action: string, Resource: string, rest: object = {}) => ({ Effect: 'Deny', Action, Resource, ...rest });
const get = (principal: Principal, context?: AccessRequest['context']): AccessRequest => ({
  principal,
  action: 's3:GetObject',
  resource: OBJECT,
  context,
});

describe('PolicyEngine', () => {
  let engine: PolicyEngine;
  beforeEach(() => {
    engine = new PolicyEngine();
  });
  const allowed = (request: AccessRequest): boolean => engine.decide(request).allowed;

  it('refuses what nothing allows, in the words of IAM', () => {
    expect(() => engine.authorize(get(ROLE))).toThrow(
      expect.objectContaining({
        code: 'AccessDenied',
        status: 403,
        message:
          'User: arn:aws:sts::000000000000:assumed-role/classify/session is not authorized to perform: s3:GetObject ' +
          `on resource: "${OBJECT}" because no identity-based policy allows the s3:GetObject action`,
      }),
    );
  });

  it('admits by identity, for the role alone that holds the policy', () => {
    engine.putIdentityPolicy(ROLE_ARN, 'p', policy(allow('s3:Get*', 'arn:aws:s3:::images/test/*')));
    expect([ROLE, OTHER, ANONYMOUS, SNS].map((principal) => allowed(get(principal)))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('does not tell the case of actions, but that of resources', () => {
    engine.putIdentityPolicy(ROLE_ARN, 'p', policy(allow('S3:getobject', 'arn:aws:s3:::images/*')));
    expect(allowed(get(ROLE))).toBe(true);
    expect(allowed({ ...get(ROLE), resource: 'arn:aws:s3:::Images/a' })).toBe(false);
  });

  it('admits by the policy of the bucket that an object is in', () => {
    const statement = allow('s3:GetObject', 'arn:aws:s3:::images/*', { Principal: { AWS: ROLE_ARN } });
    engine.putResourcePolicy('arn:aws:s3:::images', policy(statement));
    expect([ROLE, OTHER, ANONYMOUS].map((principal) => allowed(get(principal)))).toEqual([true, false, false]);
  });

  it('does not admit a role because a resource policy allows its account', () => {
    const statement = allow('s3:*', '*', { Principal: { AWS: ACCOUNT_ROOT } });
    engine.putResourcePolicy('arn:aws:s3:::images', policy(statement));
    expect(allowed(get(ROLE))).toBe(false);
  });

  it.each([
    ['an identity-based', (document: object) => engine.putIdentityPolicy(ROLE_ARN, 'deny', document as never), {}],
    [
      'a resource-based',
      (document: object) => engine.putResourcePolicy('arn:aws:s3:::images', document as never),
      { Principal: '*' },
    ],
  ])('lets an explicit deny of %s policy win', (kind, put, principal) => {
    engine.putIdentityPolicy(ROLE_ARN, 'allow', policy(allow('*', '*')));
    put(policy(deny('s3:*', 'arn:aws:s3:::images/*', principal)));
    expect(() => engine.authorize(get(ROLE))).toThrow(new RegExp(`with an explicit deny in ${kind} policy$`));
  });

  it('lets a deny of the account hit everybody in it, the administrator too', () => {
    engine.putIdentityPolicy(ROLE_ARN, 'allow', policy(allow('*', '*')));
    const statement = deny('s3:*', '*', { Principal: { AWS: '000000000000' } });
    engine.putResourcePolicy('arn:aws:s3:::images', policy(statement));
    expect([ROLE, ADMINISTRATOR].map((principal) => allowed(get(principal)))).toEqual([false, false]);
  });

  it('allows the administrator everything by identity', () => {
    expect(allowed(get(ADMINISTRATOR))).toBe(true);
  });

  it('takes the loopback for TLS, so that a bucket that wants TLS can be used', () => {
    const insecure = { Principal: { AWS: '*' }, Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
    engine.putResourcePolicy('arn:aws:s3:::images', policy(deny('s3:*', '*', insecure)));
    expect(allowed(get(ADMINISTRATOR))).toBe(true);
    expect(allowed(get(ADMINISTRATOR, { 'aws:SecureTransport': 'false' }))).toBe(false);
  });

  it('admits a service by name, for its source only', () => {
    const queue = 'arn:aws:sqs:us-east-1:000000000000:q';
    const send = (principal: Principal): AccessRequest => ({ principal, action: 'sqs:SendMessage', resource: queue });
    engine.putResourcePolicy(
      queue,
      policy(
        allow('sqs:SendMessage', queue, {
          Principal: { Service: 'sns.amazonaws.com' },
          Condition: { ArnEquals: { 'aws:SourceArn': SNS.kind === 'service' ? SNS.sourceArn : '' } },
        }),
      ),
    );
    const elsewhere: Principal = { ...SNS, sourceArn: 'arn:aws:sns:us-east-1:000000000000:other' } as Principal;
    const another: Principal = { ...SNS, service: 'events.amazonaws.com' } as Principal;
    expect([SNS, elsewhere, another, ROLE].map((principal) => allowed(send(principal)))).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('looks at the policy of a function for its aliases and versions too', () => {
    const alias = 'arn:aws:lambda:us-east-1:000000000000:function:f:live';
    const invoke: AccessRequest = { principal: SNS, action: 'lambda:InvokeFunction', resource: alias };
    const statement = allow('lambda:InvokeFunction', '*', { Principal: { Service: 'sns.amazonaws.com' } });
    engine.putResourcePolicy('arn:aws:lambda:us-east-1:000000000000:function:f', policy(statement));
    expect(allowed(invoke)).toBe(true);
  });

  describe('of a key', () => {
    const decrypt = (principal: Principal, context?: AccessRequest['context']): AccessRequest => ({
      principal,
      action: 'kms:Decrypt',
      resource: KEY,
      context,
    });

    it('refuses whom the key policy does not mention, whatever the identity allows', () => {
      engine.putIdentityPolicy(ROLE_ARN, 'p', policy(allow('kms:*', '*')));
      engine.putResourcePolicy(
        KEY,
        policy(allow('kms:*', '*', { Principal: { AWS: OTHER.kind === 'role' ? OTHER.roleArn : '' } })),
      );
      expect(() => engine.authorize(decrypt(ROLE))).toThrow(
        /because no resource-based policy allows the kms:Decrypt action/,
      );
      expect(allowed(decrypt(ADMINISTRATOR))).toBe(false);
    });

    it('lets the identity decide where the key policy names the account', () => {
      engine.putResourcePolicy(KEY, policy(allow('kms:*', '*', { Principal: { AWS: ACCOUNT_ROOT } })));
      expect(() => engine.authorize(decrypt(ROLE))).toThrow(/because no identity-based policy allows the kms:Decrypt/);
      engine.putIdentityPolicy(ROLE_ARN, 'p', policy(allow('kms:Decrypt', KEY)));
      expect([ROLE, OTHER, ADMINISTRATOR, SNS].map((principal) => allowed(decrypt(principal)))).toEqual([
        true,
        false,
        true,
        false,
      ]);
    });

    it('admits who is named directly, under the conditions of the key policy', () => {
      engine.putResourcePolicy(
        KEY,
        policy(
          allow('kms:Decrypt', '*', {
            Principal: { AWS: ROLE_ARN },
            Condition: {
              StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
              StringLike: { 'kms:EncryptionContext:aws:s3:arn': 'arn:aws:s3:::images*' },
            },
          }),
        ),
      );
      const through = (service: string, arn: string): boolean =>
        allowed(decrypt(ROLE, { 'kms:ViaService': service, 'kms:EncryptionContext:aws:s3:arn': arn }));
      expect(through('s3.us-east-1.amazonaws.com', 'arn:aws:s3:::images')).toBe(true);
      expect(through('sqs.us-east-1.amazonaws.com', 'arn:aws:s3:::images')).toBe(false);
      expect(through('s3.us-east-1.amazonaws.com', 'arn:aws:s3:::models')).toBe(false);
      expect(allowed(decrypt(ROLE))).toBe(false);
    });
  });

  it('lets services assume the roles that trust them only', () => {
    engine.putResourcePolicy(ROLE_ARN, {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
    });
    expect(() => engine.assertAssumable(ROLE_ARN, 'lambda.amazonaws.com')).not.toThrow();
    expect(() => engine.assertAssumable(ROLE_ARN, 'states.amazonaws.com')).toThrow(
      `The role ${ROLE_ARN} cannot be assumed by states.amazonaws.com`,
    );
    expect(() => engine.assertAssumable(`${ROLE_ARN}-none`, 'lambda.amazonaws.com')).toThrow(/does not exist/);
    expect(allowed({ principal: ADMINISTRATOR, action: 'sts:AssumeRole', resource: ROLE_ARN })).toBe(false);
  });

  it('expands policy variables, whose stars are stars', () => {
    engine.putIdentityPolicy(ROLE_ARN, 'p', policy(allow('s3:GetObject', 'arn:aws:s3:::images/${aws:userid}/*')));
    const home = (who: string): AccessRequest => ({ ...get(ROLE), resource: `arn:aws:s3:::images/${who}/a` });
    expect(allowed(home('classify:session'))).toBe(true);
    expect(allowed(home('other:session'))).toBe(false);
  });

  it('honours NotAction, NotResource and NotPrincipal', () => {
    engine.putIdentityPolicy(
      ROLE_ARN,
      'p',
      policy({ Effect: 'Allow', NotAction: 's3:Put*', NotResource: 'arn:aws:s3:::images/secret/*' }),
    );
    expect(allowed(get(ROLE))).toBe(true);
    expect(allowed({ ...get(ROLE), action: 's3:PutObject' })).toBe(false);
    expect(allowed({ ...get(ROLE), resource: 'arn:aws:s3:::images/secret/a' })).toBe(false);
    engine.putResourcePolicy(
      'arn:aws:s3:::images',
      policy({
        Effect: 'Deny',
        Action: 's3:*',
        Resource: '*',
        NotPrincipal: { AWS: OTHER.kind === 'role' ? OTHER.roleArn : '' },
      }),
    );
    expect(allowed(get(ROLE))).toBe(false);
  });

  it('forgets deleted policies', () => {
    engine.putIdentityPolicy(ROLE_ARN, 'p', policy(allow('s3:*', '*')));
    engine.putResourcePolicy('arn:aws:s3:::images', policy(deny('s3:PutObject', '*', { Principal: '*' })));
    expect(allowed(get(ROLE))).toBe(true);
    engine.deleteIdentityPolicy(ROLE_ARN, 'p');
    expect(allowed(get(ROLE))).toBe(false);
    engine.deleteResourcePolicy('arn:aws:s3:::images');
    expect(allowed({ ...get(ADMINISTRATOR), action: 's3:PutObject' })).toBe(true);
  });

  it('records which statements admitted what, and which were needed', () => {
    engine.putIdentityPolicy(
      ROLE_ARN,
      'p',
      policy(
        allow('s3:GetObject', '*', { Sid: 'Read' }),
        allow('s3:*', 'arn:aws:s3:::images/*'),
        allow('s3:PutObject', '*'),
      ),
    );
    engine.authorize(get(ROLE));
    engine.authorize({ ...get(ROLE), resource: 'arn:aws:s3:::other/a' });
    expect(
      engine.statementUse().map(({ label, admitted, decisive, actions }) => ({ label, admitted, decisive, actions })),
    ).toEqual([
      { label: 'Read', admitted: 2, decisive: 1, actions: ['s3:GetObject'] },
      { label: '1', admitted: 1, decisive: 0, actions: ['s3:GetObject'] },
      { label: '2', admitted: 0, decisive: 0, actions: [] },
    ]);
  });
});

describe('a policy that cannot be judged by', () => {
  const engine = new PolicyEngine();
  const identity = (statement: object) => () => engine.putIdentityPolicy(ROLE_ARN, 'p', policy(statement));
  const resource = (statement: object) => () => engine.putResourcePolicy('arn:aws:s3:::images', policy(statement));
  const conditional = (Condition: unknown) => identity(allow('s3:*', '*', { Condition }));

  it.each([
    [
      'an unknown condition operator',
      conditional({ StringLooksLike: { 'aws:PrincipalArn': 'x' } }),
      /'StringLooksLike' is no condition operator/,
    ],
    ['an unknown condition key', conditional({ StringEquals: { 'aws:Weather': 'x' } }), /condition key 'aws:Weather'/],
    ['a condition that is no object', conditional('x'), /must be an object/],
    [
      'a condition value that is no text',
      conditional({ StringEquals: { 'aws:PrincipalArn': {} } }),
      /expected a string/,
    ],
    ['a Null of something', conditional({ Null: { 'aws:PrincipalArn': 'maybe' } }), /Null takes/],
    ['an unknown element', identity({ ...allow('s3:*', '*'), Resources: '*' }), /no element 'Resources'/],
    ['an unknown effect', identity({ ...allow('s3:*', '*'), Effect: 'allow' }), /Effect must be/],
    ['no action', identity({ Effect: 'Allow', Resource: '*' }), /exactly one of Action and NotAction/],
    ['both Resource and NotResource', identity({ ...allow('s3:*', '*'), NotResource: '*' }), /exactly one of Resource/],
    ['an action without a service', identity(allow('GetObject', '*')), /'GetObject' is no action/],
    ['a resource that is no ARN', identity(allow('s3:*', 'images/*')), /neither '\*' nor an ARN/],
    [
      'an unknown policy variable',
      identity(allow('s3:*', 'arn:aws:s3:::${aws:Weather}')),
      /policy variable '\$\{aws:Weather\}'/,
    ],
    ['a principal in an identity policy', identity(allow('s3:*', '*', { Principal: '*' })), /has no Principal/],
    ['no principal in a resource policy', resource(allow('s3:*', '*')), /exactly one of Principal/],
    [
      'a principal with a wildcard',
      resource(allow('s3:*', '*', { Principal: { AWS: 'arn:aws:iam::000000000000:role/*' } })),
      /no principal that IAM accepts/,
    ],
    [
      'NotPrincipal with Allow',
      resource({ Effect: 'Allow', Action: 's3:*', Resource: '*', NotPrincipal: '*' }),
      /goes with Deny only/,
    ],
    [
      'an unknown version',
      () => engine.putIdentityPolicy(ROLE_ARN, 'p', { Version: '2024-01-01', Statement: [] }),
      /no version of the policy language/,
    ],
  ])('is refused when it has %s', (_, put, message) => {
    expect(put).toThrow(expect.objectContaining({ name: 'MalformedPolicy', message: expect.stringMatching(message) }));
  });
});
