import type { JsonObject } from '../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../templates/resource-provider';
import type { KeyRegistry } from './key-registry';

/** AWS::KMS::Alias: a name of a key. */
export class AliasProvider implements ResourceProvider {
  readonly type = 'AWS::KMS::Alias';

  constructor(private readonly keys: KeyRegistry) {}

  async apply({ properties }: DesiredResource): Promise<ProvidedResource> {
    const name = String(properties.AliasName);
    this.keys.putAlias(name, String(properties.TargetKeyId));
    return { physicalId: name, attributes: { AliasName: name } };
  }

  replaces(before: JsonObject, after: JsonObject): boolean {
    return before.AliasName !== after.AliasName;
  }

  async remove({ physicalId }: ProvidedResource): Promise<void> {
    this.keys.deleteAlias(physicalId);
  }
}
