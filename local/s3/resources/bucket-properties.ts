import type { JsonObject } from '../../protocol/operations';
import { defaultEncryption, notificationAdvice } from '../operations/bucket-documents';
import { checkedTags } from '../operations/tag-set';
import type { BucketConfiguration, PublicAccessBlock } from '../storage/bucket-configuration';
import type { Encryption } from '../storage/object-version';
import { lifecycleXml } from './lifecycle-properties';

/** A property of a bucket that the laptop cannot honour. */
export class UnsupportedBucketProperty extends Error {
  override readonly name = 'UnsupportedBucketProperty';
  constructor(property: string, advice = 'take it out of the template for the local environment') {
    super(`The laptop's S3 does not have AWS::S3::Bucket ${property}: ${advice}.`);
  }
}

type Reader = (value: unknown) => Partial<BucketConfiguration>;

/** Accepted and without effect here: what they change is not seen by requests to the bucket. */
const nothing: Reader = () => ({});

const READERS: Readonly<Record<string, Reader>> = {
  BucketName: nothing,
  VersioningConfiguration: (value) => ({ versioning: versioning(object(value).Status) }),
  BucketEncryption: (value) => ({ encryption: encryption(object(value)) }),
  PublicAccessBlockConfiguration: (value) => ({ publicAccessBlock: publicAccessBlock(object(value)) }),
  LifecycleConfiguration: (value) => ({ lifecycle: lifecycleXml(object(value)) }),
  NotificationConfiguration: (value) => ({ eventBridge: eventBridge(object(value)) }),
  LoggingConfiguration: (value) => ({ logging: logging(object(value)) }),
  Tags: (value) => ({ tags: tags(value as readonly JsonObject[]) }),
  OwnershipControls: (value) => {
    const [rule] = list(object(value).Rules);
    const ownership = rule?.ObjectOwnership;
    // With ACLs refused throughout, the owner is the same by either.
    if (ownership === 'BucketOwnerEnforced' || ownership === 'BucketOwnerPreferred') return {};
    throw new UnsupportedBucketProperty(`OwnershipControls ${String(ownership)}`, 'use BucketOwnerEnforced');
  },
  AccessControl: (value) => {
    if (value === 'Private' || value === 'LogDeliveryWrite' || value === 'BucketOwnerFullControl') return {};
    throw new UnsupportedBucketProperty(`AccessControl ${String(value)}`, 'use a bucket policy');
  },
  ObjectLockEnabled: (value) => {
    if (String(value) === 'false') return {};
    throw new UnsupportedBucketProperty('ObjectLockEnabled');
  },
};

/**
 * The configuration that a template's properties mean; members that they leave out are undefined, and so reset.
 * @throws UnsupportedBucketProperty
 */
export function bucketProperties(properties: JsonObject): Partial<BucketConfiguration> {
  const absent = {
    versioning: undefined,
    encryption: undefined,
    publicAccessBlock: undefined,
    lifecycle: undefined,
    logging: undefined,
    tags: undefined,
  };
  const read = Object.entries(properties).map(([name, value]) => {
    const reader = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
    if (reader === undefined) throw new UnsupportedBucketProperty(name);
    return reader(value);
  });
  return Object.assign(absent, ...read) as Partial<BucketConfiguration>;
}

const object = (value: unknown): JsonObject => (value ?? {}) as JsonObject;
const list = (value: unknown): readonly JsonObject[] => (value ?? []) as readonly JsonObject[];
const text = (value: unknown): string | undefined => (value === undefined ? undefined : String(value));

function versioning(status: unknown): BucketConfiguration['versioning'] {
  if (status === 'Enabled' || status === 'Suspended') return status;
  throw new UnsupportedBucketProperty(`VersioningConfiguration ${String(status)}`, 'Status is Enabled or Suspended');
}

function encryption({ ServerSideEncryptionConfiguration: rules }: JsonObject): Encryption | undefined {
  const [rule] = list(rules);
  if (rule?.ServerSideEncryptionByDefault === undefined) return undefined;
  const byDefault = object(rule.ServerSideEncryptionByDefault);
  return defaultEncryption({
    algorithm: text(byDefault.SSEAlgorithm),
    key: text(byDefault.KMSMasterKeyID),
    bucketKey: String(rule.BucketKeyEnabled) === 'true',
  });
}

function publicAccessBlock(value: JsonObject): PublicAccessBlock {
  const flag = (name: keyof PublicAccessBlock): boolean => String(value[name]) === 'true';
  return {
    BlockPublicAcls: flag('BlockPublicAcls'),
    IgnorePublicAcls: flag('IgnorePublicAcls'),
    BlockPublicPolicy: flag('BlockPublicPolicy'),
    RestrictPublicBuckets: flag('RestrictPublicBuckets'),
  };
}

/** @throws UnsupportedBucketProperty for notifications to anything but EventBridge. */
function eventBridge(value: JsonObject): boolean {
  const other = Object.keys(value).find((name) => name !== 'EventBridgeConfiguration');
  if (other !== undefined) {
    throw new UnsupportedBucketProperty(`NotificationConfiguration ${other}`, notificationAdvice(other));
  }
  if (value.EventBridgeConfiguration === undefined) return false;
  return String(object(value.EventBridgeConfiguration).EventBridgeEnabled ?? true) === 'true';
}

function logging(value: JsonObject): BucketConfiguration['logging'] {
  return {
    LoggingEnabled: { TargetBucket: text(value.DestinationBucketName), TargetPrefix: text(value.LogFilePrefix) ?? '' },
  };
}

function tags(value: readonly JsonObject[]): BucketConfiguration['tags'] {
  return checkedTags(
    value.map((tag) => [String(tag.Key), String(tag.Value)] as const),
    50,
  );
}
