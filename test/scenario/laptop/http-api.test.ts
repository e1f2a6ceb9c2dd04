import { request } from 'node:http';
import type { JsonObject } from '../../../local/protocol/operations';
import {
  arnOf,
  inlineFunction,
  LOGS,
  type Resources,
  role,
  TemplateLaptop,
} from '../../fixtures/laptop/template-laptop';

/** Answers with what it got, or as the path says. */
const CODE = `
exports.handler = async (event) => {
  if (event.rawPath === '/throw') throw new Error('secret reason');
  if (event.rawPath === '/odd') return { statusCode: 'x' };
  if (event.rawPath === '/slow') await new Promise((resolve) => setTimeout(resolve, 5000));
  if (event.rawPath === '/plain') return { hello: 'world' };
  if (event.rawPath === '/page') return {
    statusCode: 200,
    headers: { 'Content-Type': 'text/html', 'Content-Security-Policy': "default-src 'none'; form-action 'self'", 'Referrer-Policy': 'no-referrer' },
    cookies: ['a=1; HttpOnly', 'b=2'],
    body: Buffer.from('<p>ü</p>').toString('base64'),
    isBase64Encoded: true,
  };
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) };
};`;

const integration = (functionId: string, more: JsonObject = {}): JsonObject => ({
  Type: 'AWS::ApiGatewayV2::Integration',
  Properties: {
    ApiId: { Ref: 'Api' },
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: arnOf(functionId),
    PayloadFormatVersion: '2.0',
    ...more,
  },
});
const route = (RouteKey: string, integrationId = 'Open'): JsonObject => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    ApiId: { Ref: 'Api' },
    RouteKey,
    Target: { 'Fn::Join': ['', ['integrations/', { Ref: integrationId }]] },
  },
});
const stage = (StageName: string, more: JsonObject = {}): JsonObject => ({
  Type: 'AWS::ApiGatewayV2::Stage',
  Properties: { ApiId: { Ref: 'Api' }, StageName, AutoDeploy: true, ...more },
});

const RESOURCES: Resources = {
  Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'reviews', ProtocolType: 'HTTP' } },
  Role: role('lambda.amazonaws.com', [LOGS]),
  Echo: inlineFunction(CODE, 'Role'),
  Shut: inlineFunction(CODE, 'Role'),
  Permission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      FunctionName: arnOf('Echo'),
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
      SourceArn: {
        'Fn::Join': ['', ['arn:aws:execute-api:us-east-1:000000000000:', { Ref: 'Api' }, '/*/*']],
      },
    },
  },
  Open: integration('Echo', { TimeoutInMillis: 1500 }),
  Closed: integration('Shut'),
  Default: route('$default'),
  Review: route('GET /review/{id}'),
  Rest: route('ANY /rest/{proxy+}'),
  Uninvited: route('GET /uninvited', 'Closed'),
  Stage: stage('$default', { DefaultRouteSettings: { ThrottlingBurstLimit: 10, ThrottlingRateLimit: 5 } }),
  Beta: stage('beta', { StageVariables: { color: 'blue' } }),
};

let tried: TemplateLaptop;
let api: string;

beforeAll(async () => {
  tried = await TemplateLaptop.start(RESOURCES);
  api = tried.attribute('Api', 'ApiEndpoint');
}, 60_000);

afterAll(() => tried.stop());
afterEach(() => void tried.warnings.splice(0));

const echoed = async (path: string, options?: RequestInit): Promise<Record<string, never>> =>
  (await (await fetch(`${api}${path}`, options)).json()) as Record<string, never>;

it('gives the function the request in payload format 2.0', async () => {
  const event = await echoed('/review/a%20b?x=1&y=%26&x=2', {
    headers: { 'X-Many': 'v', cookie: 'a=1; b=2', 'user-agent': 'test' },
  });

  expect(event).toMatchObject({
    version: '2.0',
    routeKey: 'GET /review/{id}',
    rawPath: '/review/a%20b',
    rawQueryString: 'x=1&y=%26&x=2',
    cookies: ['a=1', 'b=2'],
    headers: { 'x-many': 'v', 'user-agent': 'test', 'x-forwarded-proto': 'http' },
    queryStringParameters: { x: '1,2', y: '&' },
    pathParameters: { id: 'a b' },
    requestContext: {
      accountId: '000000000000',
      apiId: tried.physicalId('Api'),
      stage: '$default',
      http: { method: 'GET', path: '/review/a%20b', sourceIp: '127.0.0.1', userAgent: 'test' },
    },
    isBase64Encoded: false,
  });
  expect(event.headers).not.toHaveProperty('cookie');
  expect(event).not.toHaveProperty('body');
});

it.each([
  ['text', 'text/plain', Buffer.from('ü'), 'ü', false],
  ['JSON', 'application/json', Buffer.from('{"a":1}'), '{"a":1}', false],
  ['a form', 'application/x-www-form-urlencoded', Buffer.from('a=b'), Buffer.from('a=b').toString('base64'), true],
  ['bytes', 'application/octet-stream', Buffer.from([0, 255]), Buffer.from([0, 255]).toString('base64'), true],
])('hands over a body of %s', async (_what, type, sent, body, isBase64Encoded) => {
  const event = await echoed('/rest/a/b', { method: 'POST', body: sent, headers: { 'content-type': type } });

  expect(event).toMatchObject({
    routeKey: 'ANY /rest/{proxy+}',
    body,
    isBase64Encoded,
    pathParameters: { proxy: 'a/b' },
  });
});

/** What a browser sends: fetch would set some of these headers itself. */
const sent = (path: string, method: string, headers: readonly string[]) =>
  new Promise<{ readonly status?: number; readonly text: string }>((resolve, reject) => {
    const options = { method, headers: [...headers, 'host', new URL(api).host] as never };
    const outgoing = request(`${api}${path}`, options, (answer) => {
      let text = '';
      answer.on('data', (chunk) => {
        text += String(chunk);
      });
      answer.on('end', () => resolve({ status: answer.statusCode, text }));
    });
    outgoing.on('error', reject).end();
  });

it('joins headers of one name', async () => {
  const { text } = await sent('/x', 'GET', ['x-two', 'a', 'x-two', 'b']);

  expect(JSON.parse(text)).toMatchObject({ headers: { 'x-two': 'a,b' } });
});

it("passes the function's headers, cookies and bytes through, without any of its own for security", async () => {
  const answer = await fetch(`${api}/page`, { headers: { 'sec-fetch-dest': 'document' } });

  expect(await answer.text()).toBe('<p>ü</p>');
  expect(answer.headers.get('content-type')).toBe('text/html');
  expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; form-action 'self'");
  expect(answer.headers.getSetCookie()).toEqual(['a=1; HttpOnly', 'b=2']);
});

it('answers HEAD without a body and an inferred response as JSON', async () => {
  const head = await fetch(`${api}/page`, { method: 'HEAD' });
  const plain = await fetch(`${api}/plain`);

  expect([head.status, await head.text()]).toEqual([200, '']);
  expect(await plain.json()).toEqual({ hello: 'world' });
});

it('serves a named stage below its name, with its variables', async () => {
  expect(await echoed('/beta/review/7')).toMatchObject({
    rawPath: '/beta/review/7',
    pathParameters: { id: '7' },
    stageVariables: { color: 'blue' },
    requestContext: { stage: 'beta' },
  });
});

it('lets a link of a mail open a page, and that page post its form', async () => {
  const navigation = (site: string) => ['sec-fetch-site', site, 'sec-fetch-mode', 'navigate'];
  const status = async (method: string, headers: readonly string[], path = '/page') =>
    (await sent(path, method, headers)).status;

  expect(await status('GET', navigation('cross-site'))).toBe(200);
  expect(await status('POST', [...navigation('same-origin'), 'origin', 'null'])).toBe(200);
  expect(await status('POST', [...navigation('cross-site'), 'origin', 'https://example.com'])).toBe(403);
  expect(await status('POST', [...navigation('cross-site'), 'origin', 'null'])).toBe(403);
  expect(await status('POST', ['origin', 'null'])).toBe(403);
});

it.each([
  ['/throw', 500, 'Internal Server Error', 'secret reason'],
  ['/odd', 500, 'Internal Server Error', 'no response'],
  ['/uninvited', 500, 'Internal Server Error', 'not authorized to perform: lambda:InvokeFunction'],
  ['/slow', 503, 'Service Unavailable', 'no answer in 1500 ms'],
])('answers %s with %i and tells the reason to the laptop alone', async (path, status, message, reason) => {
  const answer = await fetch(`${api}${path}`);

  expect([answer.status, await answer.json()]).toEqual([status, { message }]);
  expect(tried.warnings).toEqual([expect.stringContaining(reason)]);
});

it('finds nothing below an API that is not there, and refuses a path that is not encoded', async () => {
  const missing = await fetch(`${tried.laptop.url}/_api/none/x`);
  const broken = await fetch(`${api}/review/%zz`);

  expect([missing.status, await missing.json()]).toEqual([404, { message: 'Not Found' }]);
  expect(broken.status).toBe(400);
});

it('refuses a body of more than 10 MB', async () => {
  const answer = await fetch(`${api}/x`, { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) });

  expect(answer.status).toBe(413);
});
