import { iamProviders } from '../../../local/iam/iam-providers';
import { PolicyEngine } from '../../../local/iam/policy-engine';
import type { Principal } from '../../../local/iam/principal';
import { AliasProvider } from '../../../local/kms/alias-provider';
import { KeyProvider } from '../../../local/kms/key-provider';
import { KeyRegistry } from '../../../local/kms/key-registry';
import { EngineFixture } from '../cloudformation/engine-fixture';

const policy = (Action: string) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
const trusting = (Service: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service } }],
});
const role = (properties: object = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: trusting('lambda.amazonaws.com'), RoleName: 'worker', ...properties },
});
const ROLE_ARN = 'arn:aws:iam::000000000000:role/worker';
const WORKER: Principal = { kind: 'role', roleArn: ROLE_ARN, arn: 'arn:aws:sts::000000000000:assumed-role/worker/s' };

describe('IAM and KMS in a template', () => {
  let engine: PolicyEngine;
  let keys: KeyRegistry;
  let fixture: EngineFixture;

  beforeEach(() => {
    keys = new KeyRegistry();
    engine = new PolicyEngine(undefined, keys);
    fixture = new EngineFixture({
      providers: [...iamProviders(engine), new KeyProvider(engine, keys), new AliasProvider(keys)],
    });
  });
  afterEach(() => fixture.remove());

  const may = (action: string): boolean =>
    engine.decide({ principal: WORKER, action, resource: 'arn:aws:s3:::b/k' }).allowed;

  it('gives a role its trust and its inline policies', async () => {
    await fixture.deploy(
      { Role: role({ Policies: [{ PolicyName: 'inline', PolicyDocument: policy('s3:GetObject') }] }) },
      {
        Outputs: {
          Arn: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } },
          Id: { Value: { 'Fn::GetAtt': ['Role', 'RoleId'] } },
        },
      },
    );
    expect(fixture.engine.outputs('app')).toEqual({ Arn: ROLE_ARN, Id: expect.stringMatching(/^AROA[0-9A-F]{17}$/) });
    expect([may('s3:GetObject'), may('s3:PutObject')]).toEqual([true, false]);
    expect(() => engine.assertAssumable(ROLE_ARN, 'lambda.amazonaws.com')).not.toThrow();
  });

  it.each(['AWS::IAM::Policy', 'AWS::IAM::RolePolicy'])(
    'attaches a %s, changes it, and takes it away',
    async (Type) => {
      const attached = (PolicyName: string, action: string) => ({
        Role: role(),
        Policy: {
          Type,
          Properties: {
            PolicyName,
            PolicyDocument: policy(action),
            ...(Type === 'AWS::IAM::Policy' ? { Roles: [{ Ref: 'Role' }] } : { RoleName: { Ref: 'Role' } }),
          },
        },
      });
      await fixture.deploy(attached('one', 's3:GetObject'));
      expect([may('s3:GetObject'), may('s3:PutObject')]).toEqual([true, false]);
      await fixture.deploy(attached('two', 's3:PutObject'));
      expect([may('s3:GetObject'), may('s3:PutObject')]).toEqual([false, true]);
      await fixture.deploy({ Role: role() });
      expect([may('s3:GetObject'), may('s3:PutObject')]).toEqual([false, false]);
    },
  );

  it('attaches managed policies of the template either way, and follows their changes', async () => {
    const managed = (action: string, properties: object = {}) => ({
      Type: 'AWS::IAM::ManagedPolicy',
      Properties: { PolicyDocument: policy(action), ...properties },
    });
    await fixture.deploy({
      Role: role({ ManagedPolicyArns: [{ Ref: 'ByRole' }] }),
      ByRole: managed('s3:GetObject'),
      ByPolicy: managed('s3:PutObject', { Roles: [{ Ref: 'Role' }] }),
    });
    expect([may('s3:GetObject'), may('s3:PutObject')]).toEqual([true, true]);
    await fixture.deploy({
      Role: role({ ManagedPolicyArns: [{ Ref: 'ByRole' }] }),
      ByRole: managed('s3:DeleteObject'),
    });
    expect([may('s3:GetObject'), may('s3:PutObject'), may('s3:DeleteObject')]).toEqual([false, false, true]);
  });

  it('forgets what an update takes out of a role, and the role when it is gone', async () => {
    const inline = [{ PolicyName: 'inline', PolicyDocument: policy('s3:GetObject') }];
    await fixture.deploy({ Role: role({ Policies: inline }), Other: role({ RoleName: 'other' }) });
    await fixture.deploy({ Role: role(), Other: role({ RoleName: 'other' }) });
    expect(may('s3:GetObject')).toBe(false);
    await fixture.deploy({ Other: role({ RoleName: 'other' }) });
    expect(() => engine.assertAssumable(ROLE_ARN, 'lambda.amazonaws.com')).toThrow(/does not exist/);
  });

  it.each([
    [
      'a managed policy of AWS',
      { Role: role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }) },
      /AWS's managed policy 'AdministratorAccess'/,
    ],
    ['a permissions boundary', { Role: role({ PermissionsBoundary: 'arn:x' }) }, /permissions boundaries/],
    [
      'a user',
      {
        P: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'p', PolicyDocument: policy('s3:*'), Users: ['u'] } },
      },
      /no IAM users/,
    ],
    [
      'a policy that cannot be judged by',
      { Role: role({ Policies: [{ PolicyName: 'p', PolicyDocument: policy('everything') }] }) },
      /'everything' is no action/,
    ],
  ])('refuses %s', async (_, resources, message) => {
    await expect(fixture.deploy(resources)).rejects.toThrow(message);
  });

  it('puts the policy of a key in force, and resolves its alias', async () => {
    const statement = {
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: '*',
      Principal: { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } },
    };
    await fixture.deploy({
      Role: role(),
      Key: {
        Type: 'AWS::KMS::Key',
        Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [statement] }, EnableKeyRotation: true },
      },
      Alias: {
        Type: 'AWS::KMS::Alias',
        Properties: { AliasName: 'alias/second-look', TargetKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } },
      },
    });
    const [key] = keys.list();
    expect(key).toMatchObject({
      rotates: true,
      arn: expect.stringMatching(/:key\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    });
    expect(keys.resolve('alias/second-look')).toBe(key);
    const alias = 'arn:aws:kms:us-east-1:000000000000:alias/second-look';
    const decide = (action: string, resource: string) => engine.decide({ principal: WORKER, action, resource }).allowed;
    expect([decide('kms:Decrypt', alias), decide('kms:Encrypt', alias)]).toEqual([true, false]);
    expect(() => keys.resolve('alias/none')).toThrow(expect.objectContaining({ code: 'NotFoundException' }));
  });

  it('lets everybody use a key of AWS through its service only', () => {
    const use = (service: string): boolean =>
      engine.decide({
        principal: WORKER,
        action: 'kms:Decrypt',
        resource: 'arn:aws:kms:us-east-1:000000000000:alias/aws/sqs',
        context: { 'kms:ViaService': `${service}.us-east-1.amazonaws.com` },
      }).allowed;
    expect(() => use('s3')).toThrow(/is not found/);
    expect(use('sqs')).toBe(true);
  });
});
