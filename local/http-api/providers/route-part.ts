import type { JsonObject } from '../../protocol/operations';
import type { HttpApi, Route } from '../http-api';
import { parseRouteKey } from '../route-pattern';
import type { ApiPart } from './part-provider';

/** `AWS::ApiGatewayV2::Route` */
export const routePart: ApiPart = {
  type: 'AWS::ApiGatewayV2::Route',
  honoured: ['AuthorizationScopes', 'AuthorizationType', 'AuthorizerId', 'OperationName', 'RouteKey', 'Target'],
  id: ({ generatedName }) => generatedName,
  put: (api, id, properties) => void api.routes.set(id, readRoute(api, id, properties)),
  delete: (api, id) => void api.routes.delete(id),
  attributes: (id) => ({ RouteId: id }),
};

function readRoute(api: HttpApi, id: string, properties: JsonObject): Route {
  const { RouteKey, Target, AuthorizationType = 'NONE', AuthorizerId, AuthorizationScopes = [] } = properties;
  const key = String(RouteKey);
  if (AuthorizationType !== 'NONE' && AuthorizationType !== 'JWT') {
    throw new Error(`Route ${key}: the laptop authorizes by NONE and JWT, not by ${String(AuthorizationType)}.`);
  }
  const twin = [...api.routes.values()].find((route) => route.key === key && route.id !== id);
  if (twin !== undefined) throw new Error(`Route ${key}: the API has one of this key already.`);
  const integrationId = String(Target ?? '').replace(/^integrations\//, '');
  api.integration(integrationId);
  const authorizerId = AuthorizationType === 'JWT' ? String(AuthorizerId) : undefined;
  if (authorizerId !== undefined && !api.authorizers.has(authorizerId)) {
    throw new Error(`Route ${key}: the API has no authorizer ${authorizerId}.`);
  }
  const scopes = (AuthorizationScopes as readonly unknown[]).map(String);
  return { id, key, pattern: parseRouteKey(key), integrationId, authorizerId, scopes };
}
