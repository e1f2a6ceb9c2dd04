import { once } from 'node:events';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { foreignRequest } from '../../../local/front-door/foreign-request';
import { FrontDoor, PortTaken } from '../../../local/front-door/front-door';
import type { LaptopRequest } from '../../../local/front-door/laptop-request';
import type { LaptopService } from '../../../local/front-door/laptop-service';
import { signatureScope } from '../../../local/front-door/signature';
import { CredentialRegistry } from '../../../local/iam/credentials';
import { principalArn } from '../../../local/iam/principal';
import { HomePage } from '../../../local/page/home-page';
import { AwsError } from '../../../local/protocol/aws-error';

/** A service that answers with its own name, the caller and the path. */
function echoing(...signingNames: string[]): LaptopService & { stopped: number } {
  return {
    signingNames,
    stopped: 0,
    async handle({ principal, rawPath }: LaptopRequest, response) {
      if (rawPath === '/fail') throw new AwsError('Broken', 'on purpose', 418);
      if (rawPath === '/half') {
        response.writeHead(200).write('half');
        throw new Error('disk full');
      }
      response.writeHead(200).end(JSON.stringify([signingNames[0], principalArn(principal), rawPath]));
    },
    fail(error, _, response) {
      response.writeHead((error as AwsError).status).end((error as AwsError).code);
    },
    async stop() {
      this.stopped++;
    },
  };
}

const signedFor = (service: string, accessKeyId = 'local'): Record<string, string> => ({
  authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20250101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

describe('FrontDoor', () => {
  let door: FrontDoor;
  let credentials: CredentialRegistry;
  let url: string;
  const [s3, lambda, sqs] = [echoing('s3'), echoing('lambda'), echoing('sqs', 'sqs-fips')];

  beforeEach(async () => {
    credentials = new CredentialRegistry();
    door = new FrontDoor(credentials);
    for (const service of [s3, lambda, sqs]) {
      service.stopped = 0;
      door.register(service);
    }
    url = `http://127.0.0.1:${await door.listen(0)}`;
  });
  afterEach(() => door.stop());

  const ask = async (path: string, headers: Record<string, string> = {}): Promise<unknown> =>
    (await fetch(`${url}${path}`, { headers })).json();

  it('sends a request to the service that its signature names', async () => {
    const administrator = 'arn:aws:iam::000000000000:user/administrator';
    expect(await ask('/a%20b', signedFor('sqs'))).toEqual(['sqs', administrator, '/a%20b']);
    expect(await ask('/', signedFor('sqs-fips'))).toEqual(['sqs', administrator, '/']);
    expect(await ask('/b/k?X-Amz-Credential=local%2F20250101%2Fus-east-1%2Fs3%2Faws4_request')).toEqual([
      's3',
      administrator,
      '/b/k',
    ]);
  });

  it('knows the role behind a key until it is revoked', async () => {
    const { accessKeyId } = credentials.issue('arn:aws:iam::000000000000:role/path/worker', 'session');
    expect(await ask('/', signedFor('s3', accessKeyId))).toEqual([
      's3',
      'arn:aws:sts::000000000000:assumed-role/worker/session',
      '/',
    ]);
    credentials.revoke(accessKeyId);
    const response = await fetch(`${url}/`, { headers: signedFor('s3', accessKeyId) });
    expect([response.status, await response.text()]).toEqual([403, 'ExpiredToken']);
  });

  it('tells unsigned requests by their path', async () => {
    expect(await ask('/2015-03-31/functions/f/invocations')).toEqual([
      'lambda',
      'anonymous',
      '/2015-03-31/functions/f/invocations',
    ]);
    expect(await ask('/bucket/key')).toEqual(['s3', 'anonymous', '/bucket/key']);
  });

  it('serves its own pages unsigned, and leaves signed requests to the services', async () => {
    door.registerPage({ pathPrefix: '/_local/inbox', handle: async (_, response) => void response.end('"inbox"') });
    expect(await ask('/_local/inbox/1')).toBe('inbox');
    expect(await ask('/_local/inbox/1', signedFor('s3'))).toEqual(['s3', expect.anything(), '/_local/inbox/1']);
  });

  it('answers a page that fails with its error', async () => {
    door.registerPage({
      pathPrefix: '/_local/broken',
      handle: async () => {
        throw new Error('no page today');
      },
    });
    const response = await fetch(`${url}/_local/broken`);
    expect([response.status, await response.text()]).toEqual([500, 'Error: no page today']);
  });

  it('says which services there are when asked for another', async () => {
    const sts = new STSClient({
      endpoint: url,
      region: 'us-east-1',
      maxAttempts: 1,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    const response = await fetch(`${url}/`, { headers: signedFor('sts') });
    expect(response.status).toBe(501);
    expect(await response.json()).toEqual({
      __type: 'UnknownService',
      message: "The laptop has no service 'sts'. It has: lambda, s3, sqs, sqs-fips.",
    });
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toThrow(/has no service 'sts'/);
    sts.destroy();
  });

  it('takes nothing from a web site in the browser', async () => {
    const response = await fetch(`${url}/b/k?X-Amz-Credential=a%2F20250101%2Fus-east-1%2Fs3%2Faws4_request`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
    });
    expect([response.status, await response.text()]).toEqual([403, expect.stringContaining('https://evil.example')]);
  });

  it('shows a browser its home page at the root, and below _local what is no other page; programs get S3 there', async () => {
    door.registerPage(new HomePage(() => ['sqs', 's3', '<b>']));
    const shown = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
      const answer = await fetch(`${url}${path}`, { method, headers });
      return { status: answer.status, text: await answer.text() };
    };
    const browser = { accept: 'text/html,*/*;q=0.8' };

    const home = await shown('/', browser);
    expect(home.status).toBe(200);
    expect(home.text).toContain('href="/_local/inbox"');
    expect(home.text).toContain(`AWS_ENDPOINT_URL=${url}`);
    expect(home.text).toContain('Services: &lt;b&gt;, s3, sqs.');
    expect((await shown('/_local/', browser)).text).toBe(home.text);
    expect(await shown('/_local/<i>', browser)).toMatchObject({
      status: 404,
      text: expect.not.stringContaining('<i>'),
    });
    expect((await shown('/_local', {}, 'POST')).status).toBe(405);
    expect((await shown('/')).text).toBe('["s3","anonymous","/"]');
    expect((await shown('/', { ...browser, ...signedFor('s3') })).text).toContain('"s3"');
  });

  it('lets a followed link reach pages and objects, and no operation', async () => {
    door.registerPage({ pathPrefix: '/_local/inbox', handle: async (_, response) => void response.end('"inbox"') });
    const followed = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    // Not by fetch, which writes sec-fetch-mode itself.
    const status = async (path: string): Promise<number | undefined> => {
      const [response] = (await once(get(`${url}${path}`, { headers: followed }), 'response')) as [IncomingMessage];
      response.resume();
      return response.statusCode;
    };
    const signed = (service: string): string => `X-Amz-Credential=a%2F20250101%2Fus-east-1%2F${service}%2Faws4_request`;

    expect(await status('/_local/inbox/1')).toBe(200);
    expect(await status(`/b/k?${signed('s3')}`)).toBe(200);
    expect(await status(`/?Action=Publish&${signed('sqs')}`)).toBe(403);
    expect(await status('/2015-03-31/functions/f/invocations')).toBe(403);
  });

  it('lets no script of a stored page run when a browser shows it', async () => {
    const policyOf = async (dest: string): Promise<string | null> => {
      const { headers } = await fetch(`${url}/b/k`, { headers: { 'sec-fetch-dest': dest } });
      return headers.get('content-security-policy');
    };

    expect(await policyOf('document')).toBe('sandbox');
    expect(await policyOf('image')).toBeNull();
  });

  it('lets a service write its own errors, and cuts an answer that failed half-way', async () => {
    const response = await fetch(`${url}/fail`, { headers: signedFor('s3') });
    expect([response.status, await response.text()]).toEqual([418, 'Broken']);
    await expect(fetch(`${url}/half`, { headers: signedFor('s3') }).then((half) => half.text())).rejects.toThrow();
  });

  it('says that a port is taken, and by which option to choose another', async () => {
    const { port } = new URL(url);
    const second = new FrontDoor(credentials);
    await expect(second.listen(Number(port))).rejects.toThrow(PortTaken);
    await expect(second.listen(Number(port))).rejects.toThrow(`Port ${port} of 127.0.0.1 is taken`);
  });

  it('stops every service once, whatever its names, and frees the port', async () => {
    await door.stop();
    expect([s3, lambda, sqs].map(({ stopped }) => stopped)).toEqual([1, 1, 1]);
    const next = createServer();
    await new Promise<void>((resolve) => next.listen(Number(new URL(url).port), '127.0.0.1', resolve));
    expect((next.address() as AddressInfo).port).toBe(Number(new URL(url).port));
    await new Promise((resolve) => next.close(resolve));
    door = new FrontDoor(credentials);
    await door.listen(0);
  });
});

describe('foreignRequest', () => {
  it.each<[string, string, Record<string, string>, boolean]>([
    ['a program', 'POST', { host: '127.0.0.1:4566' }, false],
    ['a bucket as host', 'PUT', { host: 'images.localhost:4566' }, false],
    ['a page of the laptop', 'POST', { host: 'localhost:4566', 'sec-fetch-site': 'same-origin' }, false],
    [
      'an address typed in',
      'GET',
      { host: 'localhost:4566', 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' },
      false,
    ],
    [
      'a link on another site',
      'GET',
      { host: 'localhost:4566', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
      false,
    ],
    [
      'a form on another site',
      'POST',
      { host: 'localhost:4566', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
      true,
    ],
    [
      'a script on another site',
      'GET',
      { host: 'localhost:4566', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
      true,
    ],
    ['another port of this machine', 'POST', { host: 'localhost:4566', 'sec-fetch-site': 'same-site' }, true],
    ['an older browser on another site', 'POST', { host: 'localhost:4566', origin: 'https://evil.example' }, true],
    ['a sandboxed page', 'POST', { host: 'localhost:4566', origin: 'null', 'sec-fetch-site': 'same-origin' }, true],
    ['an older browser on our page', 'POST', { host: 'localhost:4566', origin: 'http://localhost:4566' }, false],
    ['a name that points here', 'GET', { host: 'evil.example:4566' }, true],
    ['a name that ends alike', 'GET', { host: 'evillocalhost:4566' }, true],
  ])('tells whether %s is foreign', (_, method, headers, foreign) => {
    expect(foreignRequest(method, headers) !== undefined).toBe(foreign);
  });

  it('takes a form without an origin only where that is wanted, and from the same site', () => {
    const form = { host: 'localhost:4566', origin: 'null', 'sec-fetch-site': 'same-origin' };
    const wanted = { takesFormsWithoutOrigin: true };

    expect(foreignRequest('POST', form, wanted)).toBeUndefined();
    expect(foreignRequest('POST', { ...form, 'sec-fetch-site': 'cross-site' }, wanted)).toBeDefined();
    expect(foreignRequest('POST', { ...form, 'sec-fetch-site': undefined }, wanted)).toBeDefined();
  });
});

describe('signatureScope', () => {
  it.each<[string, Record<string, string>, string, unknown]>([
    ['a header', signedFor('states', 'AKIA1'), '', { accessKeyId: 'AKIA1', service: 'states', presigned: false }],
    [
      'a query',
      {},
      'X-Amz-Credential=AKIA1/20250101/us-east-1/s3/aws4_request',
      { accessKeyId: 'AKIA1', service: 's3', presigned: true },
    ],
    ['no signature', {}, 'a=b', undefined],
    ['another scheme', { authorization: 'Bearer token' }, '', undefined],
    ['a credential cut short', {}, 'X-Amz-Credential=AKIA1/20250101', undefined],
  ])('reads %s', (_, headers, query, expected) => {
    expect(signatureScope(headers, new URLSearchParams(query))).toEqual(expected);
  });
});
