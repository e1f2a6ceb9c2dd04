import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { crc32 } from 'node:zlib';
import { S3Client } from '@aws-sdk/client-s3';
import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { directGetObject } from '../../../lambdas/adapters/direct/direct-get-object';
import { directInvokeEndpoint } from '../../../lambdas/adapters/direct/direct-invoke-endpoint';
import { hotClientOptions } from '../../../lambdas/adapters/direct/hot-client-options';
import { type GetObject, sdkGetObject } from '../../../lambdas/adapters/get-object';
import { ImageReader } from '../../../lambdas/adapters/image-reader';
import { type InvokeEndpoint, sdkInvokeEndpoint } from '../../../lambdas/adapters/invoke-endpoint';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const BYTES = Buffer.from('the bytes of an image');
const CRC32 = Buffer.alloc(4);
CRC32.writeUInt32BE(crc32(BYTES));
const CRC64NVME_OF_OTHERS = 'AAAAAAAAAAA=';

const whole =
  (headers: Record<string, string> = {}): Answer =>
  (response) =>
    response
      .writeHead(200, {
        'content-length': BYTES.length,
        'x-amz-version-id': 'v1',
        'x-amz-meta-site': 'north',
        ...headers,
      })
      .end(BYTES);
const xml =
  (status: number, code: string, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response
      .writeHead(status, { 'content-type': 'application/xml', ...headers })
      .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>It said ${code}.</Message></Error>`);
const json =
  (status: number, type: string, body: object): Answer =>
  (response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type })
      .end(JSON.stringify(body));
const cut: Answer = (response) => response.destroy();
const cutWithin: Answer = (response) => {
  response.writeHead(200, { 'content-length': BYTES.length + 10 }).write(BYTES);
  setTimeout(() => response.destroy(), 20);
};
const stuckWithin: Answer = (response) => {
  response.writeHead(200, { 'content-length': BYTES.length + 10 }).write(BYTES);
};
const silent: Answer = () => undefined;

/** A server that gives its answers one after the other, and keeps what it was asked. */
class ScriptedServer {
  readonly asked: { readonly line: string; readonly headers: Record<string, unknown>; readonly body: string }[] = [];
  script: Answer[] = [];
  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      this.asked.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
      (this.script.shift() ?? whole())(response, request);
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

const settled = async (work: () => Promise<unknown>): Promise<unknown> => {
  try {
    return { value: await work() };
  } catch (thrown) {
    const { name, message, code, $metadata, OriginalStatusCode } = thrown as Error & Record<string, never>;
    const { httpStatusCode, attempts } = ($metadata ?? {}) as { httpStatusCode?: number; attempts?: number };
    return { name, message: message.replace(/:\d+/g, ''), code, httpStatusCode, attempts, OriginalStatusCode };
  }
};

const server = new ScriptedServer();
let endpoint: string;
/** Of the tests that go on: by the handler in turn. */
let options: object;
const LIMITS = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 500, requestTimeout: 300, throwOnRequestTimeout: true },
};
const destroyed: { destroy(): void }[] = [];

beforeAll(async () => {
  endpoint = await server.start();
});
afterAll(() => {
  for (const client of destroyed) client.destroy();
  server.stop();
});

function client<Client extends { destroy(): void }>(made: Client): Client {
  destroyed.push(made);
  return made;
}

async function read(getObject: GetObject, key = 'a b+ü.png', versionId?: string): Promise<object> {
  const { size, versionId: version, metadata, bytes } = await getObject({ bucket: 'images', key, versionId });
  return { size, version, metadata, text: Buffer.from(await bytes()).toString('utf8') };
}

/** Runs one script by the SDK and past it, each after a first request that teaches the way. */
async function bothReads(
  script: readonly Answer[],
): Promise<{ readonly outcome: unknown; readonly requests: number }[]> {
  const outcomes = [];
  for (const make of [sdkGetObject, directGetObject]) {
    const getObject = make(client(new S3Client(options)));
    server.script = [whole()];
    await read(getObject);
    server.asked.length = 0;
    server.script = [...script];
    const outcome = await settled(() => read(getObject));
    outcomes.push({ outcome, requests: server.asked.length });
  }
  return outcomes;
}

const LIMITS_OF = { 'node:http': LIMITS, undici: hotClientOptions(LIMITS) };

const optionsOf = (httpClient: keyof typeof LIMITS_OF) => ({
  endpoint,
  region: 'us-east-1',
  forcePathStyle: true,
  credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
  ...LIMITS_OF[httpClient],
});

describe.each(['node:http', 'undici'] as const)('by %s', (httpClient) => {
  beforeAll(() => {
    options = optionsOf(httpClient);
  });

  describe('directGetObject', () => {
    const scripts: readonly (readonly [string, readonly Answer[], number])[] = [
      ['an object', [whole()], 1],
      ['an empty object', [(response) => response.writeHead(200, { 'content-length': 0 }).end()], 1],
      ['an object with the checksum that it has', [whole({ 'x-amz-checksum-crc32': CRC32.toString('base64') })], 1],
      [
        'an object with a SHA-256',
        [whole({ 'x-amz-checksum-sha256': createHash('sha256').update(BYTES).digest('base64') })],
        1,
      ],
      ['an object of parts', [whole({ 'x-amz-checksum-crc32': 'AAAAAA==-2', 'x-amz-checksum-type': 'COMPOSITE' })], 1],
      ['an absent key', [xml(404, 'NoSuchKey')], 1],
      ['a missing grant', [xml(403, 'AccessDenied')], 1],
      ['a bucket elsewhere', [xml(301, 'PermanentRedirect', { 'x-amz-bucket-region': 'eu-west-1' })], 1],
      ['an archived object', [xml(403, 'InvalidObjectState')], 1],
      ['a slow-down, then the object', [xml(503, 'SlowDown'), whole()], 2],
      ['a slow-down that stays', [xml(503, 'SlowDown'), xml(503, 'SlowDown'), whole()], 2],
      ['an internal error, then the object', [xml(500, 'InternalError'), whole()], 2],
      ['a cut connection, then the object', [cut, whole()], 2],
      ['connections that are cut', [cut, cut, whole()], 2],
      ['no answer in time, then the object', [silent, whole()], 2],
      ['no answer at all', [silent, silent, whole()], 2],
      ['an object that breaks off', [cutWithin], 1],
    ];
    test.each(scripts)('says of %s what the SDK says, after as many requests', async (_, script, requests) => {
      const [sdk, direct] = await bothReads(script);
      expect(direct).toEqual(sdk);
      expect(direct?.requests).toBe(requests);
    });

    test('refuses an object whose checksum is another', async () => {
      const getObject = directGetObject(client(new S3Client(options)));
      server.script = [whole(), whole({ 'x-amz-checksum-crc32': 'AAAAAA==' })];
      await read(getObject);
      await expect(read(getObject)).rejects.toMatchObject({ name: 'StorageUnavailable' });
    });

    test('leaves other checksums to the SDK, without another request', async () => {
      const getObject = directGetObject(client(new S3Client(options)));
      server.script = [whole(), whole({ 'x-amz-checksum-crc64nvme': CRC64NVME_OF_OTHERS })];
      await read(getObject);
      server.asked.length = 0;
      await expect(read(getObject)).rejects.toThrow('Checksum mismatch');
      expect(server.asked).toHaveLength(1);
    });

    test('asks for keys and versions as the SDK does', async () => {
      const lines = [];
      for (const make of [sdkGetObject, directGetObject]) {
        const getObject = make(client(new S3Client(options)));
        await read(getObject);
        server.asked.length = 0;
        for (const key of ["a/../b/./c//d'(1)*!", '/begins', 'ends/', 'x%2Fy?z#']) await read(getObject, key, 'v 1+');
        lines.push(server.asked.map(({ line }) => line));
      }
      expect(lines[1]).toEqual(lines[0]);
    });

    test('takes the credentials of the moment', async () => {
      let accessKeyId = 'FIRST';
      const credentials = async () => ({ accessKeyId, secretAccessKey: 'secret', expiration: new Date(0) });
      const getObject = directGetObject(client(new S3Client({ ...options, credentials })));
      await read(getObject);
      await read(getObject);
      accessKeyId = 'SECOND';
      server.asked.length = 0;
      await read(getObject);
      expect(server.asked[0]?.headers.authorization).toContain('Credential=SECOND/');
    });

    test('goes by the SDK where attempts are to be adaptive', async () => {
      const getObject = directGetObject(client(new S3Client({ ...options, retryMode: 'adaptive' })));
      server.script = [whole(), xml(404, 'NoSuchKey')];
      await read(getObject);
      await expect(read(getObject)).rejects.toMatchObject({ name: 'NoSuchKey', $metadata: { attempts: 1 } });
    });

    test('counts its successes for the attempts that the client may make', async () => {
      const successes: object[] = [];
      const token = { getRetryCount: () => 0, getRetryDelay: () => 0 };
      const retryStrategy = {
        acquireInitialRetryToken: async () => token,
        refreshRetryTokenForRetry: async () => token,
        recordSuccess: (given: object) => successes.push(given),
      };
      const getObject = directGetObject(client(new S3Client({ ...options, retryStrategy: retryStrategy as never })));
      for (let reads = 0; reads < 3; reads++) await read(getObject);
      expect(successes).toEqual([token, token, token]);
    });

    test('goes past the SDK from the second request to a bucket on', async () => {
      const s3 = client(new S3Client(options));
      const send = jest.spyOn(s3, 'send');
      const getObject = directGetObject(s3);
      for (const bucket of ['images', 'images', 'others', 'images', 'others']) {
        await (await getObject({ bucket, key: 'a.png' })).bytes();
      }
      expect(send).toHaveBeenCalledTimes(2);
      expect(server.asked.slice(-2).map(({ line }) => line)).toEqual([
        'GET /images/a.png?x-id=GetObject',
        'GET /others/a.png?x-id=GetObject',
      ]);
    });
  });

  describe('directInvokeEndpoint', () => {
    const request = { image: BYTES, contentType: 'image/png', inferenceId: 'one', customAttributes: 'purpose=traffic' };
    const answered: Answer = (response) => response.writeHead(200, { 'content-type': 'text/csv' }).end('0.1,0.9');

    const scripts: readonly (readonly [string, readonly Answer[], number])[] = [
      ['an answer', [answered], 1],
      ['an empty answer', [(response) => response.writeHead(200, { 'content-length': 0 }).end()], 1],
      [
        'a model that refuses',
        [json(424, 'ModelError', { Message: 'No.', OriginalStatusCode: 415, OriginalMessage: 'No image.' })],
        1,
      ],
      ['throttling', [json(429, 'ThrottlingException', { message: 'Slowly.' }), answered], 1],
      ['a model that is not ready', [json(429, 'ModelNotReadyException', { Message: 'Soon.' })], 1],
      ['an endpoint that is not there', [json(400, 'ValidationError', { message: 'Endpoint not found.' })], 1],
      ['a missing grant', [json(403, 'AccessDeniedException', { Message: 'You may not.' })], 1],
      ['a failing service', [json(503, 'ServiceUnavailable', { Message: 'Later.' })], 1],
      ['something that is no JSON', [(response) => response.writeHead(502).end('<html>Bad gateway</html>')], 1],
      ['a cut connection', [cut], 1],
      ['no answer in time', [silent], 1],
    ];
    test.each(scripts)('says of %s what the SDK says, after one request', async (_, script, requests) => {
      const outcomes = [];
      for (const make of [sdkInvokeEndpoint, directInvokeEndpoint]) {
        const invoke: InvokeEndpoint = make(client(new SageMakerRuntimeClient({ ...options, maxAttempts: 1 })));
        server.script = [answered];
        await invoke('second-look', request);
        server.asked.length = 0;
        server.script = [...script];
        const outcome = await settled(async () => {
          const { body, contentType } = await invoke('second-look', request);
          return { text: body.toString('utf8'), contentType };
        });
        const { line, body, headers } = server.asked[0]!;
        const told = ['content-type', 'accept', 'x-amzn-sagemaker-inference-id', 'x-amzn-sagemaker-custom-attributes'];
        outcomes.push({
          outcome,
          requests: server.asked.length,
          line,
          body,
          headers: told.map((name) => headers[name]),
        });
      }
      expect(outcomes[1]).toEqual(outcomes[0]);
      expect(outcomes[1]?.requests).toBe(requests);
    });
  });
});

// Of undici alone: under jest the SDK takes errors of node:http for those of another realm.
describe('what ImageReader says of a client for thousands of requests', () => {
  const breaks: readonly (readonly [string, readonly Answer[]])[] = [
    ['connections that are cut', [cut, cut]],
    ['no answer', [silent, silent]],
    ['an object that breaks off', [cutWithin]],
    ['an object that stops coming', [stuckWithin]],
  ];
  test.each(breaks)('of %s: the storage is unavailable', async (_, script) => {
    const images = new ImageReader(directGetObject(client(new S3Client(optionsOf('undici')))));
    server.script = [whole(), ...script];
    const image = { bucket: 'images', key: 'a.png' };
    await images.read(image, 1_000);
    await expect(images.read(image, 1_000)).rejects.toMatchObject({ name: 'StorageUnavailable' });
  });
});
