import type { JsonObject } from '../../protocol/operations';
import type { Integration } from '../http-api';
import type { ApiPart } from './part-provider';

/** API Gateway waits no longer. Milliseconds. */
const MAX_TIMEOUT_MS = 30_000;
const MIN_TIMEOUT_MS = 50;

/** `AWS::ApiGatewayV2::Integration`: a function, by payload format 2.0. */
export const integrationPart: ApiPart = {
  type: 'AWS::ApiGatewayV2::Integration',
  honoured: [
    'Description',
    'IntegrationMethod',
    'IntegrationType',
    'IntegrationUri',
    'PayloadFormatVersion',
    'TimeoutInMillis',
  ],
  id: ({ generatedName }) => generatedName,
  put: (api, id, properties) => void api.integrations.set(id, readIntegration(properties)),
  delete: (api, id) => void api.integrations.delete(id),
  attributes: (id) => ({ IntegrationId: id }),
};

function readIntegration(properties: JsonObject): Integration {
  const { IntegrationType, IntegrationUri, PayloadFormatVersion, TimeoutInMillis = MAX_TIMEOUT_MS } = properties;
  if (IntegrationType !== 'AWS_PROXY')
    throw new Error(`The laptop integrates AWS_PROXY, not ${String(IntegrationType)}.`);
  if (PayloadFormatVersion !== '2.0') {
    throw new Error(`The laptop has payload format 2.0, not ${String(PayloadFormatVersion)}.`);
  }
  const uri = String(IntegrationUri);
  const [, inner] = /:lambda:path\/2015-03-31\/functions\/(.+)\/invocations$/.exec(uri) ?? [];
  const functionArn = inner ?? uri;
  if (!/^arn:aws:lambda:/.test(functionArn)) throw new Error(`The laptop integrates functions, not '${uri}'.`);
  const timeoutMs = Number(TimeoutInMillis);
  if (!(timeoutMs >= MIN_TIMEOUT_MS && timeoutMs <= MAX_TIMEOUT_MS)) {
    throw new Error(`TimeoutInMillis must be from ${MIN_TIMEOUT_MS} to ${MAX_TIMEOUT_MS}, not ${timeoutMs}.`);
  }
  return { functionArn, timeoutMs };
}
