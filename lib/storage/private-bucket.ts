import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  type IBucket,
  type LifecycleRule,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { removalPolicy } from './removal-policy';

export interface PrivateBucketProps {
  readonly removal: 'retain' | 'destroy';
  /** @default SSE-S3, the only encryption that S3 can write access logs with */
  readonly key?: IKey;
  /** Where S3 logs accesses to, under the bucket's construct id as prefix. @default none */
  readonly accessLogs?: IBucket;
  /** Old versions are kept this long. Days. @default 90 */
  readonly oldVersionDays?: number;
  /** Further rules of the bucket's own. @default none */
  readonly lifecycleRules?: readonly LifecycleRule[];
  /** Whether S3 tells EventBridge of every object. @default false */
  readonly eventBridge?: boolean;
}

/** A bucket as all of ours are: private, versioned, encrypted, TLS only, with an end for what nobody needs any more. */
export class PrivateBucket extends Bucket {
  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id, {
      encryption: props.key === undefined ? BucketEncryption.S3_MANAGED : BucketEncryption.KMS,
      encryptionKey: props.key,
      bucketKeyEnabled: props.key !== undefined,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      versioned: true,
      removalPolicy: removalPolicy(props.removal),
      autoDeleteObjects: props.removal === 'destroy',
      serverAccessLogsBucket: props.accessLogs,
      serverAccessLogsPrefix: props.accessLogs === undefined ? undefined : `${id.toLowerCase()}/`,
      lifecycleRules: [
        { id: 'AbandonedUploads', abortIncompleteMultipartUploadAfter: Duration.days(7) },
        {
          id: 'OldVersions',
          noncurrentVersionExpiration: Duration.days(props.oldVersionDays ?? 90),
          expiredObjectDeleteMarker: true,
        },
        ...(props.lifecycleRules ?? []),
      ],
    });
    if (props.eventBridge ?? false) {
      // The property itself: the construct's own switch would add a function with a role of its own for one line of template.
      (this.node.defaultChild as CfnBucket).notificationConfiguration = {
        eventBridgeConfiguration: { eventBridgeEnabled: true },
      };
    }
  }
}
