import type { ResourceProvider } from '../../templates/resource-provider';
import type { HttpApis } from '../http-api';
import type { IssuerKeys } from '../jwt/issuer-keys';
import { JwtAuthorizer } from '../jwt/jwt-authorizer';
import { ApiProvider } from './api-provider';
import { integrationPart } from './integration-part';
import { type ApiPart, PartProvider } from './part-provider';
import { routePart } from './route-part';
import { stagePart } from './stage-part';

/** The resource types of HTTP APIs. */
export function httpApiProviders(
  apis: HttpApis,
  keys: IssuerKeys,
  endpoint: () => string,
): readonly ResourceProvider[] {
  const authorizerPart: ApiPart = {
    type: 'AWS::ApiGatewayV2::Authorizer',
    honoured: ['Name', 'AuthorizerType', 'IdentitySource', 'JwtConfiguration'],
    id: ({ generatedName }) => generatedName,
    put: (api, id, properties) => void api.authorizers.set(id, JwtAuthorizer.read(properties, keys)),
    delete: (api, id) => void api.authorizers.delete(id),
    attributes: (id) => ({ AuthorizerId: id }),
  };
  const parts = [integrationPart, routePart, stagePart, authorizerPart].map((part) => new PartProvider(apis, part));
  return [new ApiProvider(apis, endpoint), ...parts];
}
