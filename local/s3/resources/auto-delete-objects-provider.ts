import type { JsonObject } from '../../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../../templates/resource-provider';
import type { S3Service } from '../s3-service';

/** `Custom::S3AutoDeleteObjects`, by which the CDK empties a bucket before its stack removes it. */
export class AutoDeleteObjectsProvider implements ResourceProvider {
  readonly type = 'Custom::S3AutoDeleteObjects';

  constructor(private readonly s3: S3Service) {}

  async apply({ properties }: DesiredResource): Promise<ProvidedResource> {
    return { physicalId: String(properties.BucketName), attributes: {} };
  }

  async remove({ properties }: ProvidedResource & { readonly properties: JsonObject }): Promise<void> {
    this.s3.bucket(String(properties.BucketName))?.empty();
  }
}
