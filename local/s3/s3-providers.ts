import type { PolicyStore } from '../iam/policy-store';
import type { ResourceProvider } from '../templates/resource-provider';
import { AutoDeleteObjectsProvider } from './resources/auto-delete-objects-provider';
import { BucketNotificationsProvider } from './resources/bucket-notifications-provider';
import { BucketPolicyProvider } from './resources/bucket-policy-provider';
import { BucketProvider } from './resources/bucket-provider';
import type { S3Service } from './s3-service';

/** The resource types of AWS::S3 that templates may declare, and CDK's own around buckets. */
export const s3Providers = (s3: S3Service, policies: PolicyStore): readonly ResourceProvider[] => [
  new BucketProvider(s3),
  new BucketPolicyProvider(s3, policies),
  new BucketNotificationsProvider(s3),
  new AutoDeleteObjectsProvider(s3),
];
