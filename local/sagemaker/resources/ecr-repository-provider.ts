import { LOCAL_ACCOUNT, LOCAL_REGION, localArn } from '../../account';
import type { JsonObject } from '../../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../../templates/resource-provider';

/**
 * `AWS::ECR::Repository`: Ref gives the name. The laptop has no registry: what an image of the repository runs is told by the
 * table of images.
 */
export class EcrRepositoryProvider implements ResourceProvider {
  readonly type = 'AWS::ECR::Repository';

  replaces(before: JsonObject, after: JsonObject): boolean {
    return before.RepositoryName !== after.RepositoryName;
  }

  async apply({ properties, generatedName }: DesiredResource): Promise<ProvidedResource> {
    const name = String(properties.RepositoryName ?? generatedName);
    const RepositoryUri = `${LOCAL_ACCOUNT}.dkr.ecr.${LOCAL_REGION}.amazonaws.com/${name}`;
    return { physicalId: name, attributes: { Arn: localArn('ecr', `repository/${name}`), RepositoryUri } };
  }

  async remove(): Promise<void> {}
}
