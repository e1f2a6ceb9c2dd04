import type { PolicyStore } from '../../iam/policy-store';
import type { JsonObject } from '../../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../../templates/resource-provider';
import { bucketArn } from '../access/s3-access';
import { noSuchBucket } from '../protocol/s3-error';
import type { S3Service } from '../s3-service';

/** `AWS::S3::BucketPolicy` */
export class BucketPolicyProvider implements ResourceProvider {
  readonly type = 'AWS::S3::BucketPolicy';

  constructor(
    private readonly s3: S3Service,
    private readonly policies: PolicyStore,
  ) {}

  /** @throws S3Error `NoSuchBucket` */
  async apply({ properties }: DesiredResource): Promise<ProvidedResource> {
    const name = String(properties.Bucket);
    const bucket = this.s3.bucket(name);
    if (bucket === undefined) throw noSuchBucket(name);
    const document = properties.PolicyDocument as JsonObject;
    this.policies.putResourcePolicy(bucketArn(name), document);
    bucket.configure({ policy: JSON.stringify(document) });
    return { physicalId: name, attributes: {} };
  }

  replaces(before: JsonObject, after: JsonObject): boolean {
    return before.Bucket !== after.Bucket;
  }

  async remove({ physicalId }: ProvidedResource): Promise<void> {
    this.policies.deleteResourcePolicy(bucketArn(physicalId));
    this.s3.bucket(physicalId)?.configure({ policy: undefined });
  }
}
