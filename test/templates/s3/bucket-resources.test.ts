import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { App, Duration, RemovalPolicy, Stack, Tags } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import type { PolicyStore } from '../../../local/iam/policy-store';
import type { JsonObject } from '../../../local/protocol/operations';
import type { ObjectCreated } from '../../../local/s3/object-created';
import { AutoDeleteObjectsProvider } from '../../../local/s3/resources/auto-delete-objects-provider';
import { BucketNotificationsProvider } from '../../../local/s3/resources/bucket-notifications-provider';
import { BucketPolicyProvider } from '../../../local/s3/resources/bucket-policy-provider';
import { BucketProvider } from '../../../local/s3/resources/bucket-provider';
import type { DesiredResource } from '../../../local/templates/resource-provider';
import { failureOf, S3Laptop } from '../../unit/s3/s3-laptop';

let laptop: S3Laptop;
let s3: S3Client;
let provider: BucketProvider;
let template: Template;

beforeAll(async () => {
  laptop = await S3Laptop.start();
  s3 = laptop.client();
  provider = new BucketProvider(laptop.service);
  template = synthesized();
}, 60_000);
afterAll(() => laptop.stop());

const desired = (properties: JsonObject, previous?: DesiredResource['previous']): DesiredResource => ({
  stackName: 'storage',
  logicalId: 'Images',
  generatedName: 'storage-images-1a2b3c',
  properties,
  previous,
});

/** The properties of the first resource of a type in a synthesized template, without its intrinsic functions. */
function propertiesOf(type: string): JsonObject {
  const [resource] = Object.values(template.findResources(type));
  return JSON.parse(
    JSON.stringify(resource?.Properties, (_name, value) =>
      value?.Ref === undefined && value?.['Fn::GetAtt'] === undefined ? value : 'storage-images-1a2b3c',
    ),
  );
}

function synthesized(): Template {
  const stack = new Stack(new App(), 'storage', { env: { account: '000000000000', region: 'us-east-1' } });
  const logs = Bucket.fromBucketName(stack, 'Logs', 'logs');
  const bucket = new Bucket(stack, 'Images', {
    encryption: BucketEncryption.KMS,
    bucketKeyEnabled: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    versioned: true,
    eventBridgeEnabled: true,
    autoDeleteObjects: true,
    removalPolicy: RemovalPolicy.DESTROY,
    serverAccessLogsBucket: logs,
    serverAccessLogsPrefix: 'images/',
    lifecycleRules: [
      { id: 'Uploads', abortIncompleteMultipartUploadAfter: Duration.days(7) },
      { id: 'Old', prefix: 'old/', expiration: Duration.days(30), noncurrentVersionExpiration: Duration.days(90) },
    ],
  });
  Tags.of(bucket).add('project', 'second-look');
  return Template.fromStack(stack);
}

it('makes the bucket that a CDK template describes', async () => {
  const { physicalId: name, attributes } = await provider.apply(desired(propertiesOf('AWS::S3::Bucket')));

  const Bucket = { Bucket: name };
  expect(name).toBe('storage-images-1a2b3c');
  expect(attributes).toMatchObject({
    Arn: 'arn:aws:s3:::storage-images-1a2b3c',
    DomainName: 'storage-images-1a2b3c.s3.amazonaws.com',
    RegionalDomainName: 'storage-images-1a2b3c.s3.us-east-1.amazonaws.com',
  });
  expect(await s3.send(new GetBucketVersioningCommand(Bucket))).toMatchObject({ Status: 'Enabled' });
  const encryption = await s3.send(new GetBucketEncryptionCommand(Bucket));
  expect(encryption.ServerSideEncryptionConfiguration?.Rules).toMatchObject([
    { BucketKeyEnabled: true, ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } },
  ]);
  const block = await s3.send(new GetPublicAccessBlockCommand(Bucket));
  expect(block.PublicAccessBlockConfiguration).toMatchObject({ BlockPublicAcls: true, RestrictPublicBuckets: true });
  expect((await s3.send(new GetBucketLifecycleConfigurationCommand(Bucket))).Rules).toMatchObject([
    { ID: 'Uploads', Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
    {
      ID: 'Old',
      Filter: { Prefix: 'old/' },
      Expiration: { Days: 30 },
      NoncurrentVersionExpiration: { NoncurrentDays: 90 },
    },
  ]);
  expect((await s3.send(new GetBucketLoggingCommand(Bucket))).LoggingEnabled).toMatchObject({
    TargetPrefix: 'images/',
  });
  expect((await s3.send(new GetBucketTaggingCommand(Bucket))).TagSet).toContainEqual({
    Key: 'project',
    Value: 'second-look',
  });
});

it('hands the bucket policy to the policy store, and shows it', async () => {
  const policies = new Map<string, JsonObject>();
  const store: PolicyStore = {
    putIdentityPolicy: () => undefined,
    deleteIdentityPolicy: () => undefined,
    putResourcePolicy: (arn, document) => void policies.set(arn, document),
    deleteResourcePolicy: (arn) => void policies.delete(arn),
    assertAssumable: () => undefined,
  };
  const policyProvider = new BucketPolicyProvider(laptop.service, store);
  const properties = propertiesOf('AWS::S3::BucketPolicy');

  const resource = await policyProvider.apply(desired(properties));

  expect(policies.get('arn:aws:s3:::storage-images-1a2b3c')).toEqual(properties.PolicyDocument);
  const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket: 'storage-images-1a2b3c' }));
  expect(JSON.parse(Policy as string)).toEqual(properties.PolicyDocument);
  await policyProvider.remove(resource);
  expect(policies.size).toBe(0);
});

it('tells of new objects once EventBridge notifications are on', async () => {
  const Bucket = 'storage-images-1a2b3c';
  const events: ObjectCreated[] = [];
  const unsubscribe = laptop.service.onObjectCreated((event) => events.push(event));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'before', Body: 'x' }));
  const custom = propertiesOf('Custom::S3BucketNotifications');
  await new BucketNotificationsProvider(laptop.service).apply(desired(custom));

  const { VersionId } = await s3.send(new PutObjectCommand({ Bucket, Key: 'after', Body: 'x' }));
  await new Promise((resolve) => setTimeout(resolve, 20));
  unsubscribe();

  expect(events).toMatchObject([{ bucket: Bucket, key: 'after', versionId: VersionId, size: 1, reason: 'PutObject' }]);
  const { EventBridgeConfiguration } = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
  expect(EventBridgeConfiguration).toEqual({});
});

it('changes an existing bucket and keeps its objects', async () => {
  const before = {
    ...(await provider.apply(desired({ BucketName: 'changing' }))),
    properties: { BucketName: 'changing' },
  };
  await s3.send(new PutObjectCommand({ Bucket: 'changing', Key: 'k', Body: 'x' }));
  const after = { BucketName: 'changing', NotificationConfiguration: { EventBridgeConfiguration: {} } };

  await provider.apply(desired(after, before));

  expect(laptop.service.bucket('changing')?.configuration.eventBridge).toBe(true);
  expect(laptop.service.bucket('changing')?.objects.latest('k')).toBeDefined();
  expect([provider.replaces(after, { BucketName: 'other' }), provider.replaces(after, after)]).toEqual([true, false]);
});

it('removes an empty bucket only, which the auto-delete resource sees to', async () => {
  const properties = { BucketName: 'doomed' };
  const resource = { ...(await provider.apply(desired(properties))), properties };
  await s3.send(new PutObjectCommand({ Bucket: 'doomed', Key: 'k', Body: 'x' }));

  expect(await failureOf(provider.remove(resource))).toMatchObject({ name: 'BucketNotEmpty' });
  await new AutoDeleteObjectsProvider(laptop.service).remove({ physicalId: 'x', attributes: {}, properties });
  await provider.remove(resource);
  expect(laptop.service.bucket('doomed')).toBeUndefined();
});

it.each([
  [{ ReplicationConfiguration: {} }, /ReplicationConfiguration/],
  [{ ObjectLockEnabled: true }, /ObjectLockEnabled/],
  [{ NotificationConfiguration: { LambdaConfigurations: [] } }, /LambdaConfigurations.*EventBridge/],
  [{ AccessControl: 'PublicRead' }, /AccessControl PublicRead/],
])('refuses %j, which the laptop could not honour', async (properties, message) => {
  await expect(provider.apply(desired({ BucketName: 'refused', ...properties }))).rejects.toThrow(message);
});
