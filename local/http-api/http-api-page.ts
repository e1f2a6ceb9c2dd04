import type { ServerResponse } from 'node:http';
import { LOCAL_ACCOUNT, localArn } from '../account';
import type { Clock } from '../clock';
import { type LaptopRequest, readBody } from '../front-door/laptop-request';
import type { LocalPage } from '../front-door/laptop-service';
import type { Principal } from '../iam/principal';
import type { FunctionInvoker } from '../lambda/function-invoker';
import { AwsError } from '../protocol/aws-error';
import { functionResponse, type HttpAnswer, MalformedResponse } from './function-response';
import type { HttpApi, HttpApis, Integration, Stage } from './http-api';
import { HttpFailure } from './http-failure';
import type { JwtIdentity } from './jwt/jwt-authorizer';
import { requestEvent } from './request-event';
import { type SelectedRoute, selectRoute } from './select-route';

/** Where HTTP APIs lie on the front door: `/_api/{id}/…`. */
export const HTTP_API_PREFIX = '/_api/';

const MAX_BODY_BYTES = 10 * 1024 * 1024;

export interface HttpApiPageOptions {
  readonly apis: HttpApis;
  readonly invoker: FunctionInvoker;
  readonly clock: Clock;
  /** Told why a client got a 5xx, which says nothing itself. */
  readonly warn: (message: string) => void;
}

/** API Gateway's HTTP APIs: finds the route of a request and hands it to its function, which answers. */
export class HttpApiPage implements LocalPage {
  readonly pathPrefix = HTTP_API_PREFIX;
  readonly takesFormsWithoutOrigin = true;

  constructor(private readonly options: HttpApiPageOptions) {}

  async handle(request: LaptopRequest, response: ServerResponse): Promise<void> {
    const answer = await this.answer(request).catch((error: unknown) => {
      if (error instanceof HttpFailure) return error.answer;
      throw error;
    });
    for (const cookie of answer.cookies) response.appendHeader('set-cookie', cookie);
    response
      .writeHead(answer.status, {
        ...answer.headers,
        'apigw-requestid': request.requestId,
        'content-length': answer.body.length,
      })
      .end(request.method === 'HEAD' ? undefined : answer.body);
  }

  private async answer(request: LaptopRequest): Promise<HttpAnswer> {
    const [id = '', ...segments] = request.rawPath.slice(HTTP_API_PREFIX.length).split('/');
    const api = this.options.apis.find(id);
    const [first = ''] = segments;
    const named = first === '' ? undefined : api?.stages.get(first);
    const stage = named ?? api?.stages.get('$default');
    if (api === undefined || stage === undefined) throw new HttpFailure(404, 'Not Found');
    const path = `/${(named === undefined ? segments : segments.slice(1)).join('/')}`;
    const selected = select(api, request.method, path);
    if (selected === undefined) throw new HttpFailure(404, 'Not Found');
    const identity = await this.authorize(api, selected, request);
    const rawPath = named === undefined ? path : `/${stage.name}${path}`;
    const body = await readBody(request, MAX_BODY_BYTES).catch((error: unknown) => {
      if (error instanceof AwsError && error.status === 413) throw new HttpFailure(413, 'Request Entity Too Large');
      throw error;
    });
    const now = this.options.clock.now();
    const event = requestEvent({ request, apiId: id, stage, rawPath, selected, identity, body, now });
    return this.invoke(api, stage, selected, request.method, Buffer.from(JSON.stringify(event)));
  }

  private async authorize(
    api: HttpApi,
    { route }: SelectedRoute,
    { headers, query }: LaptopRequest,
  ): Promise<JwtIdentity | undefined> {
    if (route.authorizerId === undefined) return undefined;
    const authorizer = api.authorizers.get(route.authorizerId);
    if (authorizer === undefined) throw new HttpFailure(500, 'Internal Server Error');
    return authorizer.identify({ headers, query }, route.scopes, this.options.clock.now());
  }

  private async invoke(
    api: HttpApi,
    stage: Stage,
    { route }: SelectedRoute,
    method: string,
    payload: Buffer,
  ): Promise<HttpAnswer> {
    const what = `HTTP API ${api.name}, ${route.key}`;
    const integration: Integration = api.integration(route.integrationId);
    const signal = AbortSignal.timeout(integration.timeoutMs);
    try {
      const principal = gatewayPrincipal(api.id, stage.name, method, route.pattern);
      const result = await this.options.invoker.invoke(integration.functionArn, payload, { principal, signal });
      if (result.functionError !== undefined) {
        this.options.warn(`${what}: the function failed: ${result.payload.toString('utf8')}`);
        throw new HttpFailure(500, 'Internal Server Error');
      }
      return functionResponse(result.payload);
    } catch (error) {
      if (error instanceof HttpFailure) throw error;
      if (signal.aborted)
        throw this.failed(503, 'Service Unavailable', `${what}: no answer in ${integration.timeoutMs} ms`);
      const busy = error instanceof AwsError && error.code === 'TooManyRequestsException';
      if (busy) throw this.failed(503, 'Service Unavailable', `${what}: ${error.message}`);
      const reason =
        error instanceof MalformedResponse ? `the function's answer is no response: ${error.message}` : String(error);
      throw this.failed(500, 'Internal Server Error', `${what}: ${reason}`);
    }
  }

  private failed(status: number, message: string, reason: string): HttpFailure {
    this.options.warn(reason);
    return new HttpFailure(status, message);
  }
}

/** @throws HttpFailure 400 for a path that is not properly encoded. */
function select(api: HttpApi, method: string, path: string): SelectedRoute | undefined {
  try {
    return selectRoute(api.routes.values(), method, path);
  } catch (error) {
    if (error instanceof URIError) throw new HttpFailure(400, 'Bad Request');
    throw error;
  }
}

/** API Gateway as the function's policy sees it: `arn:…:execute-api:…:{api}/{stage}/{method}{path of the route}`. */
function gatewayPrincipal(
  apiId: string,
  stage: string,
  method: string,
  pattern: SelectedRoute['route']['pattern'],
): Principal {
  const route = pattern.kind === 'default' ? '$default' : `${method}${pattern.path}`;
  const sourceArn = localArn('execute-api', `${apiId}/${stage}/${route}`);
  return { kind: 'service', service: 'apigateway.amazonaws.com', sourceArn, sourceAccount: LOCAL_ACCOUNT };
}
