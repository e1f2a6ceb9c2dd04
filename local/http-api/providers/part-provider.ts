import type { JsonObject } from '../../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../../templates/resource-provider';
import type { HttpApi, HttpApis } from '../http-api';
import { refuseOthers } from './refuse-others';

/** How one kind of part of an API is read from its properties. */
export interface ApiPart {
  readonly type: string;
  readonly honoured: readonly string[];
  /** What `Ref` gives. */
  id(desired: DesiredResource): string;
  /** @throws AwsError, Error for what cannot be. */
  put(api: HttpApi, id: string, properties: JsonObject): void;
  delete(api: HttpApi, id: string): void;
  /** What `Fn::GetAtt` gives. */
  attributes?(id: string): Readonly<Record<string, unknown>>;
  readonly replacedBy?: readonly string[];
}

/** A resource that is part of an HTTP API, which its property `ApiId` names. */
export class PartProvider implements ResourceProvider {
  readonly type: string;

  constructor(
    private readonly apis: HttpApis,
    private readonly part: ApiPart,
  ) {
    this.type = part.type;
  }

  async apply(desired: DesiredResource): Promise<ProvidedResource> {
    const { logicalId, properties } = desired;
    refuseOthers(logicalId, properties, [...this.part.honoured, 'ApiId']);
    const id = this.part.id(desired);
    this.part.put(this.apis.get(String(properties.ApiId)), id, properties);
    return { physicalId: id, attributes: this.part.attributes?.(id) ?? {} };
  }

  replaces(before: JsonObject, after: JsonObject): boolean {
    return ['ApiId', ...(this.part.replacedBy ?? [])].some((name) => before[name] !== after[name]);
  }

  async remove({ physicalId, properties }: ProvidedResource & { readonly properties: JsonObject }): Promise<void> {
    const api = this.apis.find(String(properties.ApiId));
    if (api !== undefined) this.part.delete(api, physicalId);
  }
}
