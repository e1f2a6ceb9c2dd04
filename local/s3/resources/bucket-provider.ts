import { LOCAL_REGION } from '../../account';
import type { JsonObject } from '../../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../../templates/resource-provider';
import { bucketArn } from '../access/s3-access';
import type { S3Service } from '../s3-service';
import { bucketProperties } from './bucket-properties';

/** `AWS::S3::Bucket` */
export class BucketProvider implements ResourceProvider {
  readonly type = 'AWS::S3::Bucket';

  constructor(private readonly s3: S3Service) {}

  /** @throws UnsupportedBucketProperty for a property whose neglect would change what the bucket does. */
  async apply(desired: DesiredResource): Promise<ProvidedResource> {
    const configuration = bucketProperties(desired.properties);
    const name = nameOf(desired.properties) ?? desired.generatedName;
    const bucket = this.s3.ensureBucket(name);
    const { versioning } = bucket.configuration;
    const { NotificationConfiguration: notified } = desired.previous?.properties ?? {};
    bucket.configure({
      // Left alone where a custom resource sets it rather than the bucket's own properties.
      ...(notified === undefined ? {} : { eventBridge: undefined }),
      ...configuration,
      // Versioning, once on, can only be suspended.
      versioning: configuration.versioning ?? (versioning === undefined ? undefined : 'Suspended'),
    });
    return { physicalId: name, attributes: attributesOf(name) };
  }

  replaces(before: JsonObject, after: JsonObject): boolean {
    return nameOf(before) !== nameOf(after);
  }

  /** Like CloudFormation it removes only an empty bucket. @throws S3Error `BucketNotEmpty` */
  async remove({ physicalId }: ProvidedResource): Promise<void> {
    if (this.s3.bucket(physicalId) !== undefined) this.s3.deleteBucket(physicalId);
  }
}

const nameOf = (properties: JsonObject): string | undefined => properties.BucketName as string | undefined;

function attributesOf(name: string): Record<string, unknown> {
  return {
    Arn: bucketArn(name),
    DomainName: `${name}.s3.amazonaws.com`,
    RegionalDomainName: `${name}.s3.${LOCAL_REGION}.amazonaws.com`,
    DualStackDomainName: `${name}.s3.dualstack.${LOCAL_REGION}.amazonaws.com`,
    WebsiteURL: `http://${name}.s3-website-${LOCAL_REGION}.amazonaws.com`,
  };
}
