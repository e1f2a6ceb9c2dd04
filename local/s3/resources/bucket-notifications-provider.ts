import type { DesiredResource, ProvidedResource, ResourceProvider } from '../../templates/resource-provider';
import { noSuchBucket } from '../protocol/s3-error';
import type { S3Service } from '../s3-service';
import { bucketProperties } from './bucket-properties';

/**
 * `Custom::S3BucketNotifications`, by which the CDK switches EventBridge notifications on. Its handler on AWS is a Python function
 * that calls PutBucketNotificationConfiguration; the laptop does the same without one.
 */
export class BucketNotificationsProvider implements ResourceProvider {
  readonly type = 'Custom::S3BucketNotifications';

  constructor(private readonly s3: S3Service) {}

  /** @throws S3Error `NoSuchBucket`, UnsupportedBucketProperty */
  async apply({ properties, logicalId, stackName }: DesiredResource): Promise<ProvidedResource> {
    const name = String(properties.BucketName);
    const bucket = this.s3.bucket(name);
    if (bucket === undefined) throw noSuchBucket(name);
    const { eventBridge } = bucketProperties({ NotificationConfiguration: properties.NotificationConfiguration });
    bucket.configure({ eventBridge });
    return { physicalId: `${stackName}/${logicalId}`, attributes: {} };
  }

  async remove({
    properties,
  }: ProvidedResource & { readonly properties: Readonly<Record<string, unknown>> }): Promise<void> {
    this.s3.bucket(String(properties.BucketName))?.configure({ eventBridge: false });
  }
}
