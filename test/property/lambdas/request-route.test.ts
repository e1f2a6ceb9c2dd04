import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import fc from 'fast-check';
import { getObjectCall } from '../../../lambdas/adapters/direct/direct-get-object';
import { invokeEndpointCall } from '../../../lambdas/adapters/direct/direct-invoke-endpoint';
import { type HttpRequest, RequestRoute } from '../../../lambdas/adapters/direct/request-route';
import { getObjectInput } from '../../../lambdas/adapters/get-object';
import { invokeEndpointInput } from '../../../lambdas/adapters/invoke-endpoint';

class Caught extends Error {}

/** An HTTP handler that sends nothing, and keeps what it should have sent. */
function catcher() {
  const caught: HttpRequest[] = [];
  const handle = async (request: HttpRequest): Promise<never> => {
    caught.push({ ...request, headers: { ...request.headers } });
    throw new Caught();
  };
  return { caught, requestHandler: { handle, metadata: { handlerProtocol: 'http/1.1' } } as never };
}

const lowerCased = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

const stampOf = ({ headers }: HttpRequest, credentials: object) => ({
  credentials: credentials as { accessKeyId: string; secretAccessKey: string },
  now: new Date(String(headers['x-amz-date']).replace(/(....)(..)(..T..)(..)/, '$1-$2-$3:$4:')),
  invocationId: String(headers['amz-sdk-invocation-id']),
  attempt: 1,
});

const printable = (min: number, max: number) => fc.stringMatching(new RegExp(`^[!-~]{${min},${max}}$`));
const credentials = fc.record(
  {
    accessKeyId: fc.stringMatching(/^[A-Z0-9]{16,20}$/),
    secretAccessKey: printable(1, 40),
    sessionToken: printable(1, 60),
  },
  { requiredKeys: ['accessKeyId', 'secretAccessKey'] },
);
/** Whatever a key may be, the awkward parts often. */
const key = fc
  .array(
    fc.oneof(
      fc.constantFrom('.', '..', '', ' ', '+', '%', '%2F', 'ü', '日本', '😀', "!'()*", '~', '?x=1', '#', 'a b'),
      fc.string({ unit: 'grapheme' }),
    ),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((parts) => parts.join('/'))
  .filter((text) => text !== '');
/** Real S3 with and without dots in the bucket's name, other partitions, FIPS, dual stack, and endpoints of one's own. */
const place = fc.constantFrom(
  { region: 'us-east-1' },
  { region: 'eu-central-1', useFipsEndpoint: false, useDualstackEndpoint: true },
  { region: 'us-gov-west-1', useFipsEndpoint: true },
  { region: 'cn-north-1' },
  { region: 'us-east-1', endpoint: 'http://127.0.0.1:4566' },
  { region: 'us-east-1', endpoint: 'https://storage.test:8443/below', forcePathStyle: true },
);

describe('RequestRoute', () => {
  test('makes any GetObject as the SDK does, to the letter, once it has seen one', async () => {
    const bucket = fc.constantFrom('images', 'images.of.vehicles');
    const version = fc.option(fc.string({ minLength: 1, unit: 'grapheme' }), { nil: undefined });
    await fc.assert(
      fc.asyncProperty(
        credentials,
        place,
        bucket,
        key,
        key,
        version,
        async (identity, where, bucket, firstKey, secondKey, versionId) => {
          const first = { bucket, key: firstKey };
          const second = { bucket, key: secondKey, versionId };
          const { caught, requestHandler } = catcher();
          const s3 = new S3Client({ ...where, credentials: identity, requestHandler, maxAttempts: 1 });
          await s3.send(new GetObjectCommand(getObjectInput(first))).catch(only(Caught));
          await s3.send(new GetObjectCommand(getObjectInput(second))).catch(only(Caught));
          const [seen, wanted] = caught as [HttpRequest, HttpRequest];
          const route = RequestRoute.learn(seen, getObjectCall(first), { credentials: identity });
          const made = route?.request(getObjectCall(second), stampOf(wanted, identity));
          expect(made).toEqual({ ...shapeOf(wanted), query: wanted.query });
        },
      ),
      { numRuns: 300 },
    );
  });

  test('makes any InvokeEndpoint as the SDK does, to the letter, once it has seen one', async () => {
    const attributes = fc.stringMatching(/^[ -~]{1,80}$/).filter((text) => text.trim() !== '');
    await fc.assert(
      fc.asyncProperty(
        credentials,
        place,
        attributes,
        fc.uint8Array({ minLength: 1, maxLength: 300 }),
        async (identity, where, text, Body) => {
          const { caught, requestHandler } = catcher();
          const options = {
            ...where,
            forcePathStyle: undefined,
            credentials: identity,
            requestHandler,
            maxAttempts: 1,
          };
          const runtime = new SageMakerRuntimeClient(options);
          const ask = (image: Uint8Array, inferenceId: string, customAttributes: string) =>
            invokeEndpointInput('second-look-dev', { image, contentType: 'image/png', inferenceId, customAttributes });
          const first = ask(Buffer.from('x'), 'one', 'purpose=traffic');
          const second = ask(Body, 'two', text);
          await runtime.send(new InvokeEndpointCommand(first)).catch(only(Caught));
          await runtime.send(new InvokeEndpointCommand(second)).catch(only(Caught));
          const [seen, wanted] = caught as [HttpRequest, HttpRequest];
          const route = RequestRoute.learn(seen, invokeEndpointCall(first), { credentials: identity });
          const made = route?.request(invokeEndpointCall(second), stampOf(wanted, identity));
          expect(made).toEqual({ ...shapeOf(wanted), body: Body });
        },
      ),
      { numRuns: 200 },
    );
  });

  test('is not learnt from a request that it could not make', async () => {
    const identity = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
    const address = { bucket: 'images', key: 'a.png' };
    const { caught, requestHandler } = catcher();
    const s3 = new S3Client({ region: 'us-east-1', credentials: identity, requestHandler, maxAttempts: 1 });
    await s3.send(new GetObjectCommand(getObjectInput(address))).catch(only(Caught));
    const seen = caught[0]!;
    const learn = (sent: HttpRequest, secretAccessKey = 'secret') =>
      RequestRoute.learn(sent, getObjectCall(address), { credentials: { ...identity, secretAccessKey } });
    expect(learn(seen)).toBeDefined();
    expect(learn(seen, 'another secret')).toBeUndefined();
    expect(learn({ ...seen, headers: { ...seen.headers, 'x-amz-s3session-token': 'token' } })).toBeUndefined();
    expect(learn({ ...seen, path: '/b.png' })).toBeUndefined();
    expect(learn({ ...seen, query: { ...seen.query, more: 'x' } })).toBeUndefined();
    const { authorization = '' } = seen.headers;
    const asymmetric = authorization.replace('AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256');
    expect(learn({ ...seen, headers: { ...seen.headers, authorization: asymmetric } })).toBeUndefined();
  });
});

const shapeOf = ({ protocol, hostname, port, method, path, query, headers }: HttpRequest): HttpRequest => ({
  protocol,
  hostname,
  port,
  method,
  path,
  query,
  headers: lowerCased(headers),
});

/** Lets one kind of error pass, and no other. */
function only(wanted: typeof Caught): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof wanted)) throw error;
  };
}
