import { Match, type Template } from 'aws-cdk-lib/assertions';
import { synthesized } from '../synthesized';

let template: Template;
beforeAll(() => {
  template = synthesized('local').templates.storage;
});

interface BucketResource {
  readonly Properties: Readonly<Record<string, unknown>>;
}
const buckets = (): [string, BucketResource][] =>
  Object.entries(template.findResources('AWS::S3::Bucket')) as [string, BucketResource][];
const policyOf = (bucket: string): { readonly Statement: readonly Record<string, unknown>[] } => {
  const policies = Object.values(template.findResources('AWS::S3::BucketPolicy'));
  return policies.find(({ Properties }) => Properties.Bucket.Ref === bucket)?.Properties.PolicyDocument;
};

it('has the four data buckets and one for access logs', () => {
  const words = buckets().map(([id]) => id.replace(/[0-9A-F]{8}$/, ''));
  expect(words.sort()).toEqual(['AccessLogs', 'Capture', 'Images', 'Models', 'Reports']);
});

it('generates the buckets’ names', () => {
  for (const [, { Properties }] of buckets()) expect(Properties).not.toHaveProperty('BucketName');
});

it('encrypts data with the environment’s key, bucket keys on; access logs with S3’s', () => {
  for (const [id, { Properties }] of buckets()) {
    const { ServerSideEncryptionConfiguration } = Properties.BucketEncryption as {
      ServerSideEncryptionConfiguration: readonly unknown[];
    };
    const [rule] = ServerSideEncryptionConfiguration;
    const expected = id.startsWith('AccessLogs')
      ? { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }
      : { BucketKeyEnabled: true, ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } };
    expect(rule).toMatchObject(expected);
  }
});

it('keeps versions, blocks the public and ends old versions and abandoned uploads in every bucket', () => {
  for (const [, { Properties }] of buckets()) {
    expect(Properties).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      LifecycleConfiguration: {
        Rules: expect.arrayContaining([
          expect.objectContaining({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }),
          expect.objectContaining({ NoncurrentVersionExpiration: expect.anything() }),
        ]),
      },
    });
  }
});

it('refuses requests without TLS in every bucket', () => {
  for (const [id] of buckets()) {
    expect(policyOf(id).Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Action: 's3:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    );
  }
});

it('admits nobody by a bucket’s policy, but S3’s log delivery to the access logs', () => {
  for (const [id] of buckets()) {
    const allowed = policyOf(id).Statement.filter(({ Effect }) => Effect === 'Allow');
    const principals = allowed.map(({ Principal }) => Principal);
    expect(new Set(principals.map((each) => JSON.stringify(each)))).toEqual(
      new Set(id.startsWith('AccessLogs') ? ['{"Service":"logging.s3.amazonaws.com"}'] : []),
    );
    for (const { Condition } of allowed) {
      expect(Condition).toMatchObject({ StringEquals: { 'aws:SourceAccount': '000000000000' } });
    }
  }
});

it('logs accesses to every data bucket', () => {
  for (const [id, { Properties }] of buckets()) {
    if (id.startsWith('AccessLogs')) continue;
    expect(Properties).toHaveProperty('LoggingConfiguration.DestinationBucketName');
  }
});

it('tells EventBridge of new images, and of nothing else', () => {
  const telling = buckets().filter(([, { Properties }]) => 'NotificationConfiguration' in Properties);
  expect(telling.map(([id]) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['Images']);
});

it('makes S3 tell EventBridge without a function of its own', () => {
  template.resourceCountIs('AWS::Lambda::Function', 0);
});

describe('key', () => {
  it('rotates', () => {
    template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  });

  it('admits the account, and of all services only CloudWatch for this account’s alarms', () => {
    const statements = Object.values(template.findResources('AWS::KMS::Key')).flatMap(
      (key) => key.Properties?.KeyPolicy.Statement as unknown[],
    );
    expect(statements).toEqual([
      expect.objectContaining({ Principal: { AWS: 'arn:aws:iam::000000000000:root' }, Action: 'kms:*' }),
      {
        Sid: 'AlarmsPublishToEncryptedTopics',
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: '*',
        Condition: { StringEquals: { 'aws:SourceAccount': '000000000000' } },
      },
    ]);
  });
});

it.each([
  ['Images', 'second_look/alerts/'],
  ['Models', 'checkpoints/'],
])('lets what served one execution expire in the bucket %s', (word, prefix) => {
  const [, bucket] = buckets().find(([id]) => id.startsWith(word)) ?? [];
  expect(bucket?.Properties.LifecycleConfiguration).toMatchObject({
    Rules: expect.arrayContaining([expect.objectContaining({ Prefix: prefix, ExpirationInDays: 30 })]),
  });
});

describe('operations topic', () => {
  it('is encrypted and lets this account’s alarms in, over TLS', () => {
    template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: Match.anyValue() });
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': '000000000000' } },
          }),
        ]),
      },
    });
  });

  it('mails those who are configured', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'operations@example.com',
    });
  });
});

describe('removal', () => {
  const policies = (of: Template): unknown[] =>
    ['AWS::S3::Bucket', 'AWS::KMS::Key'].flatMap((type) =>
      Object.values(of.findResources(type)).map(({ DeletionPolicy }) => DeletionPolicy),
    );

  it('retains buckets and key, but for those of a deployment that failed, and empties nothing, where configured so', () => {
    expect(new Set(policies(template))).toEqual(new Set(['RetainExceptOnCreate']));
    template.resourceCountIs('Custom::S3AutoDeleteObjects', 0);
  });

  it('destroys buckets with their objects, and the key, where configured so', () => {
    const destroyed = synthesized('local', { removal: 'destroy' }).templates.storage;
    expect(new Set(policies(destroyed))).toEqual(new Set(['Delete']));
    destroyed.resourceCountIs('Custom::S3AutoDeleteObjects', 5);
  });
});
