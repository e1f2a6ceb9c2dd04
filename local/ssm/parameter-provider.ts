import type { DesiredResource, ProvidedResource, ResourceProvider } from '../templates/resource-provider';
import type { ParameterStore, StoredParameter } from './parameter-store';

/** `AWS::SSM::Parameter`. */
export class ParameterProvider implements ResourceProvider {
  readonly type = 'AWS::SSM::Parameter';

  constructor(private readonly store: ParameterStore) {}

  async apply({ properties, generatedName }: DesiredResource): Promise<ProvidedResource> {
    const name = String(properties.Name ?? generatedName);
    const value = String(properties.Value);
    const type = String(properties.Type ?? 'String') as StoredParameter['type'];
    const description = properties.Description === undefined ? undefined : String(properties.Description);
    const before = this.store.get(name);
    const same = before?.value === value && before.type === type && before.description === description;
    if (!same) this.store.put({ name, type, value, description }, true);
    return { physicalId: name, attributes: { Type: type, Value: value } };
  }

  replaces(before: DesiredResource['properties'], after: DesiredResource['properties']): boolean {
    return before.Name !== after.Name;
  }

  async remove({ physicalId }: ProvidedResource): Promise<void> {
    this.store.delete(physicalId);
  }
}
