import { malformedXml, notImplemented } from '../protocol/s3-error';
import { elementsOf, memberOf, textOf } from '../protocol/xml-reader';
import type { XmlObject } from '../protocol/xml-writer';
import type { PublicAccessBlock } from '../storage/bucket-configuration';
import type { Encryption } from '../storage/object-version';
import type { BucketDocument } from './bucket-document';
import { kmsKeyArn } from './choose-encryption';
import { parseTagSet, tagSetXml } from './tag-set';

const MAX_BUCKET_TAGS = 50;

export const versioningDocument: BucketDocument = {
  root: 'VersioningConfiguration',
  readAction: 's3:GetBucketVersioning',
  writeAction: 's3:PutBucketVersioning',
  read: ({ versioning }) => ({ Status: versioning }),
  write: (document) => {
    const status = textOf(document, 'Status');
    if (status !== 'Enabled' && status !== 'Suspended') throw malformedXml();
    if (textOf(document, 'MfaDelete') === 'Enabled') throw notImplemented('MFA Delete');
    return { versioning: status };
  },
};

export const encryptionDocument: BucketDocument = {
  root: 'ServerSideEncryptionConfiguration',
  readAction: 's3:GetEncryptionConfiguration',
  writeAction: 's3:PutEncryptionConfiguration',
  read: ({ encryption = { algorithm: 'AES256' } }) => ({
    Rule: {
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: encryption.algorithm, KMSMasterKeyID: encryption.kmsKeyArn },
      BucketKeyEnabled: encryption.bucketKey ?? false,
    },
  }),
  write: (document) => {
    const [rule] = elementsOf(document, 'Rule');
    const byDefault = memberOf(rule, 'ApplyServerSideEncryptionByDefault');
    if (byDefault === undefined) return { encryption: undefined };
    return {
      encryption: defaultEncryption({
        algorithm: textOf(byDefault, 'SSEAlgorithm'),
        key: textOf(byDefault, 'KMSMasterKeyID'),
        bucketKey: textOf(rule, 'BucketKeyEnabled') === 'true',
      }),
    };
  },
};

/** @throws S3Error `MalformedXML` for an unknown algorithm. */
export function defaultEncryption(wanted: {
  readonly algorithm: string | undefined;
  readonly key: string | undefined;
  readonly bucketKey: boolean;
}): Encryption {
  const { algorithm, key, bucketKey } = wanted;
  if (algorithm === 'AES256') return { algorithm };
  if (algorithm !== 'aws:kms' && algorithm !== 'aws:kms:dsse') throw malformedXml();
  return { algorithm, kmsKeyArn: kmsKeyArn(key ?? 'alias/aws/s3'), bucketKey };
}

export const publicAccessBlockDocument: BucketDocument = {
  root: 'PublicAccessBlockConfiguration',
  readAction: 's3:GetBucketPublicAccessBlock',
  writeAction: 's3:PutBucketPublicAccessBlock',
  read: ({ publicAccessBlock }) => publicAccessBlock && { ...publicAccessBlock },
  write: (document) => {
    const flag = (name: keyof PublicAccessBlock): boolean => textOf(document, name) === 'true';
    return {
      publicAccessBlock: {
        BlockPublicAcls: flag('BlockPublicAcls'),
        IgnorePublicAcls: flag('IgnorePublicAcls'),
        BlockPublicPolicy: flag('BlockPublicPolicy'),
        RestrictPublicBuckets: flag('RestrictPublicBuckets'),
      },
    };
  },
  absent: {
    code: 'NoSuchPublicAccessBlockConfiguration',
    message: 'The public access block configuration was not found',
  },
};

export const lifecycleDocument: BucketDocument = {
  root: 'LifecycleConfiguration',
  readAction: 's3:GetLifecycleConfiguration',
  writeAction: 's3:PutLifecycleConfiguration',
  read: ({ lifecycle }) => lifecycle,
  write: (document) => {
    const rules = elementsOf(document, 'Rule');
    const isWhole = rules.every((rule) => ['Enabled', 'Disabled'].includes(textOf(rule, 'Status') ?? ''));
    if (!isWhole) throw malformedXml();
    return { lifecycle: { Rule: rules } };
  },
  absent: { code: 'NoSuchLifecycleConfiguration', message: 'The lifecycle configuration does not exist' },
};

export const loggingDocument: BucketDocument = {
  root: 'BucketLoggingStatus',
  readAction: 's3:GetBucketLogging',
  writeAction: 's3:PutBucketLogging',
  read: ({ logging }) => logging,
  write: (document) => ({ logging: memberOf(document, 'LoggingEnabled') === undefined ? undefined : document }),
};

export const notificationDocument: BucketDocument = {
  root: 'NotificationConfiguration',
  readAction: 's3:GetBucketNotification',
  writeAction: 's3:PutBucketNotification',
  read: ({ eventBridge }): XmlObject => (eventBridge === true ? { EventBridgeConfiguration: {} } : {}),
  write: (document) => {
    const other = Object.keys(document).find((name) => name !== 'EventBridgeConfiguration');
    if (other !== undefined) {
      throw notImplemented('PutBucketNotificationConfiguration', notificationAdvice(other));
    }
    return { eventBridge: memberOf(document, 'EventBridgeConfiguration') !== undefined };
  },
};

export const notificationAdvice = (kind: string): string =>
  `The laptop's S3 notifies EventBridge only, not by ${kind}: use EventBridgeConfiguration and a rule.`;

export const bucketTaggingDocument: BucketDocument = {
  root: 'Tagging',
  readAction: 's3:GetBucketTagging',
  writeAction: 's3:PutBucketTagging',
  read: ({ tags }) => tags && tagSetXml(tags),
  write: (document) => ({ tags: parseTagSet(document, MAX_BUCKET_TAGS) }),
  absent: { code: 'NoSuchTagSet', message: 'The TagSet does not exist' },
};
