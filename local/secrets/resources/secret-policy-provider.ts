import type { JsonObject } from '../../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../../templates/resource-provider';
import type { SecretsService } from '../secrets-service';

/** `AWS::SecretsManager::ResourcePolicy` */
export class SecretPolicyProvider implements ResourceProvider {
  readonly type = 'AWS::SecretsManager::ResourcePolicy';

  constructor(private readonly secrets: SecretsService) {}

  async apply({ properties, generatedName }: DesiredResource): Promise<ProvidedResource> {
    this.secrets.putPolicy(String(properties.SecretId), properties.ResourcePolicy as JsonObject);
    return { physicalId: generatedName, attributes: { Id: generatedName } };
  }

  replaces(before: JsonObject, after: JsonObject): boolean {
    return before.SecretId !== after.SecretId;
  }

  async remove({ properties }: { readonly properties: JsonObject }): Promise<void> {
    this.secrets.putPolicy(String(properties.SecretId), undefined);
  }
}
