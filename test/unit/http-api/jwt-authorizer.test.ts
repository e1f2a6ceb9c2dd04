import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { IssuerKeys } from '../../../local/http-api/jwt/issuer-keys';
import { JwtAuthorizer } from '../../../local/http-api/jwt/jwt-authorizer';

const NOW = new Date('2026-01-01T00:00:00Z');
const SECONDS = NOW.getTime() / 1000;
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const warnings: string[] = [];
let server: Server;
let issuer: string;
let authorizer: JwtAuthorizer;

beforeAll(async () => {
  server = createServer((request, response) => {
    const isKeys = request.url === '/keys';
    const key = { ...publicKey.export({ format: 'jwk' }), kid: 'k1' };
    response.end(JSON.stringify(isKeys ? { keys: [key] } : { jwks_uri: `${issuer}/keys` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  authorizer = authorizerFor(issuer);
});

afterAll(() => void server.close());

const authorizerFor = (Issuer: string) =>
  JwtAuthorizer.read(
    { AuthorizerType: 'JWT', JwtConfiguration: { Issuer, Audience: ['app'] } },
    new IssuerKeys((message) => warnings.push(message)),
  );

function token(claims: object = {}, header: object = {}, key = privateKey): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = encode({ alg: 'RS256', kid: 'k1', ...header });
  const body = encode({ iss: issuer, aud: 'app', exp: SECONDS + 60, sub: 'ann', ...claims });
  return `${head}.${body}.${sign('sha256', Buffer.from(`${head}.${body}`), key).toString('base64url')}`;
}

const identify = (bearer: string | undefined, scopes: readonly string[] = []) => {
  const headers = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` };
  return authorizer.identify({ headers, query: new URLSearchParams() }, scopes, NOW);
};

it('hands on the claims of a valid token as text', async () => {
  const identity = await identify(token({ groups: ['a', 'b'], admin: true }));

  expect(identity.claims).toMatchObject({ sub: 'ann', groups: '[a b]', admin: 'true', exp: String(SECONDS + 60) });
  expect(identity.scopes).toBeNull();
});

it('takes client_id where the token names no audience', async () => {
  await expect(identify(token({ aud: undefined, client_id: 'app' }))).resolves.toMatchObject({ scopes: null });
});

it('asks for one of the scopes of the route', async () => {
  await expect(identify(token({ scope: 'read write' }), ['write', 'delete'])).resolves.toMatchObject({
    scopes: ['write'],
  });
  await expect(identify(token({ scope: 'read' }), ['write'])).rejects.toMatchObject({ status: 403 });
});

it.each([
  ['no token', () => undefined],
  ['text that is no token', () => 'a.b'],
  ['a key of somebody else', () => token({}, {}, stranger)],
  ['a key that the issuer does not know', () => token({}, { kid: 'k2' })],
  ['no signature', () => token({}, { alg: 'none' })],
  ['a shared secret', () => token({}, { alg: 'HS256' })],
  ['another issuer', () => token({ iss: 'https://example.com' })],
  ['another audience', () => token({ aud: ['other'] })],
  ['no end', () => token({ exp: undefined })],
  ['its end passed', () => token({ exp: SECONDS - 1 })],
  ['its beginning to come', () => token({ nbf: SECONDS + 10 })],
])('refuses a token with %s', async (_what, make) => {
  await expect(identify(make())).rejects.toMatchObject({ status: 401, message: 'Unauthorized' });
});

it('admits nobody where the issuer cannot be reached, and says so', async () => {
  const unreachable = authorizerFor('http://127.0.0.1:1');
  const headers = { authorization: `Bearer ${token({ iss: 'http://127.0.0.1:1' })}` };

  const identity = unreachable.identify({ headers, query: new URLSearchParams() }, [], NOW);

  await expect(identity).rejects.toMatchObject({ status: 401 });
  expect(warnings).toEqual([expect.stringContaining('cannot be fetched')]);
});
