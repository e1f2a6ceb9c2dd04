import { createHash } from 'node:crypto';
import type { JsonObject } from '../../protocol/operations';
import type { DesiredResource, ProvidedResource, ResourceProvider } from '../../templates/resource-provider';
import type { HttpApis } from '../http-api';
import { HTTP_API_PREFIX } from '../http-api-page';
import { refuseOthers } from './refuse-others';

const HONOURED = ['Name', 'Description', 'ProtocolType', 'Tags', 'DisableExecuteApiEndpoint', 'Version'];

/** `AWS::ApiGatewayV2::Api` of the kind HTTP. Its `ApiEndpoint` is an address of the laptop. */
export class ApiProvider implements ResourceProvider {
  readonly type = 'AWS::ApiGatewayV2::Api';

  /** @param endpoint the front door's URL. */
  constructor(
    private readonly apis: HttpApis,
    private readonly endpoint: () => string,
  ) {}

  async apply({ logicalId, properties, generatedName }: DesiredResource): Promise<ProvidedResource> {
    refuseOthers(logicalId, properties, HONOURED);
    if (properties.ProtocolType !== 'HTTP') throw new Error(`${logicalId}: the laptop has HTTP APIs only.`);
    if (properties.DisableExecuteApiEndpoint === true) {
      throw new Error(`${logicalId}: the laptop has no custom domains, so the API's own endpoint cannot be disabled.`);
    }
    const id = apiId(generatedName);
    this.apis.put(id, String(properties.Name ?? generatedName));
    return { physicalId: id, attributes: { ApiId: id, ApiEndpoint: `${this.endpoint()}${HTTP_API_PREFIX}${id}` } };
  }

  replaces(before: JsonObject, after: JsonObject): boolean {
    return before.ProtocolType !== after.ProtocolType;
  }

  async remove({ physicalId }: ProvidedResource): Promise<void> {
    this.apis.delete(physicalId);
  }
}

/** Ten letters and digits, the same at every start, so that links in mails stay good. */
function apiId(generatedName: string): string {
  const digest = createHash('sha256').update(generatedName).digest();
  return [...digest.subarray(0, 10)].map((byte) => (byte % 36).toString(36)).join('');
}
