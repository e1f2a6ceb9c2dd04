import { LOCAL_ACCOUNT } from '../account';
import type { LaptopRequest } from '../front-door/laptop-request';
import type { JsonObject } from '../protocol/operations';
import type { JwtIdentity } from './jwt/jwt-authorizer';
import type { SelectedRoute } from './select-route';

export interface ApiRequest {
  readonly request: LaptopRequest;
  readonly apiId: string;
  readonly stage: { readonly name: string; readonly variables: Readonly<Record<string, string>> };
  /** With the stage, as AWS gives it. */
  readonly rawPath: string;
  readonly selected: SelectedRoute;
  readonly identity?: JwtIdentity;
  readonly body: Buffer;
  readonly now: Date;
}

/** Bodies of these types reach the function as text; all others, forms too, in base64. */
const TEXT = /^(text\/|application\/(.+\+)?(json|xml)\b|application\/javascript\b)/i;

/**
 * The event of a request in payload format 2.0.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function requestEvent({
  request,
  apiId,
  stage,
  rawPath,
  selected,
  identity,
  body,
  now,
}: ApiRequest): JsonObject {
  const { headers, cookies } = splitHeaders(request);
  const { route, pathParameters } = selected;
  const query = queryParameters(request.query);
  const isText = headers['content-type'] === undefined ? isUtf8(body) : TEXT.test(headers['content-type']);
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath,
    rawQueryString: rawQuery(request),
    ...(cookies.length === 0 ? {} : { cookies }),
    headers,
    ...optional('queryStringParameters', query),
    requestContext: {
      accountId: LOCAL_ACCOUNT,
      apiId,
      ...(identity === undefined ? {} : { authorizer: { jwt: identity } }),
      domainName: headers.host,
      domainPrefix: apiId,
      http: {
        method: request.method,
        path: rawPath,
        protocol: `HTTP/${request.incoming.httpVersion}`,
        sourceIp: '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: request.requestId,
      routeKey: route.key,
      stage: stage.name,
      time: commonLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...optional('pathParameters', pathParameters),
    ...optional('stageVariables', stage.variables),
    ...(body.length === 0 ? {} : { body: body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !isText,
  };
}

/** Names in lower case, several values of one name joined by commas; cookies apart. */
function splitHeaders({ incoming }: LaptopRequest) {
  const headers: Record<string, string> = {};
  const cookies: string[] = [];
  for (let at = 0; at < incoming.rawHeaders.length; at += 2) {
    const name = (incoming.rawHeaders[at] as string).toLowerCase();
    const value = incoming.rawHeaders[at + 1] as string;
    if (name === 'cookie') cookies.push(...value.split(/;\s*/).filter((cookie) => cookie !== ''));
    else headers[name] = headers[name] === undefined ? value : `${headers[name]},${value}`;
  }
  return {
    headers: {
      ...headers,
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-port': String(incoming.socket.localPort ?? ''),
      'x-forwarded-proto': 'http',
    } as Readonly<Record<string, string>>,
    cookies,
  };
}

function queryParameters(query: URLSearchParams): Readonly<Record<string, string>> {
  const parameters = new Map<string, string>();
  for (const [name, value] of query) {
    const before = parameters.get(name);
    parameters.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(parameters);
}

function rawQuery({ incoming }: LaptopRequest): string {
  const target = incoming.url ?? '';
  const at = target.indexOf('?');
  return at < 0 ? '' : target.slice(at + 1);
}

const optional = (name: string, values: Readonly<Record<string, string>>): JsonObject =>
  Object.keys(values).length === 0 ? {} : { [name]: values };

const isUtf8 = (body: Buffer): boolean => Buffer.from(body.toString('utf8')).equals(body);

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `12/Mar/2020:19:03:58 +0000` */
function commonLogTime(now: Date): string {
  const [date = '', time = ''] = now.toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}
