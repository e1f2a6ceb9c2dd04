import type { JsonObject } from '../../../local/protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../../../local/templates/resource-provider';

/** A provider that keeps what it made in memory and writes down every call. */
export class FakeProvider implements ResourceProvider {
  readonly resources = new Map<string, JsonObject>();
  readonly calls: string[] = [];

  constructor(
    readonly type: string,
    /** Properties whose change needs a new resource. */
    private readonly immutable: readonly string[] = [],
  ) {}

  async apply({ logicalId, properties, generatedName, previous }: DesiredResource): Promise<ProvidedResource> {
    this.calls.push(`${previous === undefined ? 'create' : 'update'} ${logicalId}`);
    // A turn of the event loop, so that what runs at once really overlaps.
    await new Promise((resolve) => setImmediate(resolve));
    if (properties.Fail !== undefined) throw new Error(String(properties.Fail));
    const name = String(properties.Name ?? generatedName);
    this.resources.set(name, properties);
    return { physicalId: name, attributes: { Arn: `arn:fake:${name}`, Size: 3 } };
  }

  replaces(before: JsonObject, after: JsonObject): boolean {
    return this.immutable.some((property) => before[property] !== after[property]);
  }

  async remove({ physicalId, properties }: ProvidedResource & { readonly properties: JsonObject }): Promise<void> {
    this.calls.push(`remove ${physicalId}`);
    if (properties.Sticky !== undefined) throw new Error('It is in use.');
    this.resources.delete(physicalId);
  }
}
