import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LaptopRequest } from '../../../local/front-door/laptop-request';
import { CredentialRegistry } from '../../../local/iam/credentials';
import { AwsError, accessDenied } from '../../../local/protocol/aws-error';
import type { JsonObject } from '../../../local/protocol/operations';
import { failQuery, handleQuery } from '../../../local/protocol/query-protocol';

const SERVICE = { xmlNamespace: 'urn:test', accessDeniedCode: 'AuthorizationError' };

describe('handleQuery', () => {
  let server: Server;
  let url: string;
  let received: JsonObject | undefined;

  const operations = {
    Echo: async (input: JsonObject) => {
      received = input;
      return { Names: ['a', 'b<'], Settings: new Map([['k', 'v']]), At: new Date(0), Nothing: undefined, Empty: [] };
    },
    Silent: async () => undefined,
    Refuse: async () => {
      throw accessDenied('no & never');
    },
    Fail: async () => {
      throw new AwsError('ValidationError', 'bad', 400, { Field: 'Name' });
    },
    Crash: async () => {
      throw new Error('disk full');
    },
  };

  beforeAll(async () => {
    server = createServer((incoming, response) => {
      const [rawPath = '/', search = ''] = (incoming.url ?? '/').split('?');
      const request: LaptopRequest = {
        incoming,
        method: incoming.method ?? 'GET',
        rawPath,
        query: new URLSearchParams(search),
        headers: incoming.headers,
        principal: new CredentialRegistry().principalOf('local'),
        requestId: 'request-1',
      };
      handleQuery(operations, SERVICE, request, response).catch((error) =>
        failQuery(error, SERVICE, request, response),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });

  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const post = (body: string): Promise<Response> => fetch(url, { method: 'POST', body });

  it('hands nested lists, maps and structures to the operation', async () => {
    await post(
      'Action=Echo&Version=2010-03-31&Tags.member.2.Key=b&Tags.member.1.Key=a&Attributes.entry.1.key=Policy' +
        '&Attributes.entry.1.value=%7B%7D&M.entry.1.Name=n&M.entry.1.Value.StringValue=s&Plain=%E2%82%AC+1&None=',
    );
    expect(JSON.parse(JSON.stringify(received))).toEqual({
      Tags: [{ Key: 'a' }, { Key: 'b' }],
      Attributes: { Policy: '{}' },
      M: { n: { StringValue: 's' } },
      Plain: '€ 1',
      None: '',
    });
  });

  it('answers members, lists and maps as the protocol writes them', async () => {
    const response = await post('Action=Echo');
    expect(response.status).toBe(200);
    expect(await response.text()).toBe(
      '<EchoResponse xmlns="urn:test"><EchoResult><Names><member>a</member><member>b&lt;</member></Names>' +
        '<Settings><entry><key>k</key><value>v</value></entry></Settings><At>1970-01-01T00:00:00.000Z</At><Empty/></EchoResult>' +
        '<ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata></EchoResponse>',
    );
  });

  it('answers metadata alone when the operation has no output', async () => {
    expect(await (await post('Action=Silent')).text()).toBe(
      '<SilentResponse xmlns="urn:test"><ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata></SilentResponse>',
    );
  });

  it('reads the action from the query string of a GET', async () => {
    expect((await fetch(`${url}?Action=Echo&A.B=c`)).status).toBe(200);
    expect(JSON.parse(JSON.stringify(received))).toEqual({ A: { B: 'c' } });
  });

  it.each([
    ['Refuse', 403, 'Sender', 'AuthorizationError', '<Message>no &amp; never</Message>'],
    ['Fail', 400, 'Sender', 'ValidationError', '<Field>Name</Field>'],
    ['Crash', 500, 'Receiver', 'InternalFailure', 'disk full'],
    ['Unheard', 400, 'Sender', 'InvalidAction', 'Crash, Echo, Fail, Refuse, Silent'],
    ['constructor', 400, 'Sender', 'InvalidAction', 'constructor'],
    ['Echo&A=1&A.B=2', 400, 'Sender', 'MalformedQueryString', 'both a value and a structure'],
    ['Echo&A.member.x=1', 400, 'Sender', 'MalformedQueryString', 'list index'],
  ])('answers %s with status %d', async (action, status, type, code, text) => {
    const response = await post(`Action=${action}`);
    const body = await response.text();
    expect(response.status).toBe(status);
    expect(body).toContain(`<Type>${type}</Type><Code>${code}</Code>`);
    expect(body).toContain(text);
  });
});
