import type { S3Client } from '@aws-sdk/client-s3';
import type { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import type { SSMClient } from '@aws-sdk/client-ssm';
import { inferenceId } from '../../../core/contracts/inference-id';
import { sdkGetObject } from '../../../lambdas/adapters/get-object';
import { ImageReader } from '../../../lambdas/adapters/image-reader';
import { sdkInvokeEndpoint } from '../../../lambdas/adapters/invoke-endpoint';
import { ModelEndpoint } from '../../../lambdas/adapters/model-endpoint';
import { ReleasedModelParameter } from '../../../lambdas/adapters/released-model-parameter';
import { type Classifier, classifyImage } from '../../../lambdas/classify-image/classify-image';
import { FakeClient, objectBody, sdkError } from '../../fixtures/fake-client';
import { pngImage } from '../../fixtures/images';

const PNG = pngImage();
const RELEASED = { modelPackage: 'arn:package/1', classes: ['bicycle', 'motorcycle'], temperature: 1 };
const BODY = {
  image_data: PNG.toString('base64'),
  s3_bucket: 'images',
  s3_key: 'test/a.png',
  version_id: 'v1',
  metadata: { site: 'north', camera: 'gate 1' },
  inferences: [],
  order: 7,
};
const EVENT = { statusCode: 200, body: BODY, execution_id: 'arn:execution:1' };

const ABSENT = Symbol('absent');

interface Parts extends Classifier {
  readonly runtime: FakeClient;
  readonly s3: FakeClient;
  readonly ssm: FakeClient;
}

function parts(
  answer: () => unknown = () => ({ Body: Buffer.from('[0.2,0.8]') }),
  released: unknown = RELEASED,
): Parts {
  const runtime = new FakeClient({ InvokeEndpoint: answer });
  const s3 = new FakeClient({ GetObject: () => ({ Body: objectBody(PNG), ContentLength: PNG.length }) });
  const ssm = new FakeClient({
    GetParameter: () => {
      if (released === ABSENT) throw sdkError('ParameterNotFound', 400);
      return { Parameter: { Value: typeof released === 'string' ? released : JSON.stringify(released) } };
    },
  });
  return {
    runtime,
    s3,
    ssm,
    images: new ImageReader(sdkGetObject(s3.as<S3Client>())),
    endpoint: new ModelEndpoint(sdkInvokeEndpoint(runtime.as<SageMakerRuntimeClient>()), 'second-look-dev'),
    releasedModel: new ReleasedModelParameter(ssm.as<SSMClient>(), '/second-look/dev/released-model'),
  };
}

it('answers the identity, the probabilities as returned, and how sure the model is', async () => {
  const answer = await classifyImage(EVENT, 'request', parts());

  const { image_data: _, ...identity } = BODY;
  expect(answer).toEqual({
    statusCode: 200,
    body: {
      ...identity,
      classes: ['bicycle', 'motorcycle'],
      inferences: [0.2, 0.8],
      confidence: 0.8,
      predicted_label: 'motorcycle',
      inference_id: inferenceId({
        executionId: 'arn:execution:1',
        bucket: 'images',
        key: 'test/a.png',
        versionId: 'v1',
      }),
      model_package: 'arn:package/1',
    },
  });
});

it('sends the image once, with its own content type, an inference id and where it comes from', async () => {
  const fakes = parts();

  const { body } = await classifyImage(EVENT, 'request', fakes);

  expect(fakes.runtime.sent).toHaveLength(1);
  expect(fakes.runtime.sent[0]?.input).toMatchObject({
    EndpointName: 'second-look-dev',
    ContentType: 'image/png',
    Accept: 'application/json',
    InferenceId: body.inference_id,
    CustomAttributes: 'purpose=traffic;camera=gate%201;site=north',
  });
  expect(Buffer.from(fakes.runtime.sent[0]?.input.Body as Uint8Array)).toEqual(PNG);
});

it('gives every attempt of one execution the same inference id, and another execution another one', async () => {
  const first = await classifyImage(EVENT, 'request-1', parts());
  const again = await classifyImage(EVENT, 'request-2', parts());
  const other = await classifyImage({ ...EVENT, execution_id: 'arn:execution:2' }, 'request-1', parts());

  expect(again.body.inference_id).toBe(first.body.inference_id);
  expect(other.body.inference_id).not.toBe(first.body.inference_id);
  expect(first.body.inference_id).toMatch(/^[0-9a-f]{32}$/);
});

it('is less sure when the released model’s temperature is above one, and keeps the raw probabilities', async () => {
  const { body } = await classifyImage(EVENT, 'request', parts(undefined, { ...RELEASED, temperature: 2 }));

  // sqrt(0.8) / (sqrt(0.8) + sqrt(0.2)) = 2 / 3
  expect(body.confidence).toBeCloseTo(2 / 3, 12);
  expect(body.inferences).toEqual([0.2, 0.8]);
});

it('accepts a console’s test event with image_data alone', async () => {
  const fakes = parts();

  const { body } = await classifyImage({ image_data: PNG.toString('base64') }, 'request', fakes);

  expect(body.predicted_label).toBe('motorcycle');
  expect(fakes.s3.sent).toEqual([]);
});

it('says that a refused image may also be absent, which S3 does not tell to a role without s3:ListBucket', async () => {
  const s3 = new FakeClient({
    GetObject: () => {
      throw sdkError('AccessDenied', 403);
    },
  });
  const event = { ...EVENT, body: { ...BODY, image_data: '' } };

  const refused = classifyImage(event, 'request', {
    ...parts(),
    images: new ImageReader(sdkGetObject(s3.as<S3Client>())),
  });

  await expect(refused).rejects.toMatchObject({
    name: 'AccessDenied',
    message: expect.stringMatching(/s3:\/\/images\/test\/a\.png: grant its role s3:GetObject.*object is absent/),
  });
});

it('reads an image that came by reference from S3, in its version', async () => {
  const fakes = parts();

  await classifyImage({ ...EVENT, body: { ...BODY, image_data: '' } }, 'request', fakes);

  expect(fakes.s3.sent[0]?.input).toEqual({ Bucket: 'images', Key: 'test/a.png', VersionId: 'v1' });
});

it('reads the released model once a minute, not once an image', async () => {
  let time = 0;
  const fakes = parts();
  const releasedModel = new ReleasedModelParameter(fakes.ssm.as<SSMClient>(), '/p', () => time);

  for (time of [0, 1, 59_999, 60_000, 60_001]) await classifyImage(EVENT, 'request', { ...fakes, releasedModel });

  expect(fakes.ssm.sent).toHaveLength(2);
});

it.each([
  ['is absent', ABSENT, /No model released yet/],
  ['is still none', 'none', /does not describe a model/],
  ['names one class only', { ...RELEASED, classes: ['bicycle'] }, /does not describe a model/],
])('says that no model is released when the parameter %s', async (_what, released, message) => {
  await expect(classifyImage(EVENT, 'request', parts(undefined, released))).rejects.toMatchObject({
    name: 'EndpointUnavailable',
    message: expect.stringMatching(message),
  });
});

it.each([
  ['a missing endpoint', sdkError('ValidationError', 400), 'EndpointUnavailable'],
  ['a container that still starts', sdkError('ModelNotReadyException', 429), 'EndpointUnavailable'],
  ['a service that is down', sdkError('ServiceUnavailable', 503), 'EndpointUnavailable'],
  ['an internal failure', sdkError('InternalFailure', 500), 'EndpointUnavailable'],
  ['throttling', sdkError('ThrottlingException', 400), 'ModelThrottled'],
  ['a model that fails', sdkError('ModelError', 424, { OriginalStatusCode: 500 }), 'EndpointUnavailable'],
  ['a model that is busy', sdkError('ModelError', 424, { OriginalStatusCode: 429 }), 'ModelThrottled'],
  ['a model that refuses the image', sdkError('ModelError', 424, { OriginalStatusCode: 400 }), 'ImageUnreadable'],
  ['a model that finds it too large', sdkError('ModelError', 424, { OriginalStatusCode: 413 }), 'ImageTooLarge'],
  ['a slow endpoint', Object.assign(new Error('late'), { name: 'TimeoutError' }), 'EndpointUnavailable'],
  ['a cut connection', Object.assign(new Error('cut'), { code: 'ECONNRESET' }), 'EndpointUnavailable'],
  ['a missing grant', sdkError('AccessDeniedException', 403), 'AccessDenied'],
])('names %s, keeping the cause', async (_what, error, name) => {
  const fakes = parts(() => {
    throw error;
  });

  await expect(classifyImage(EVENT, 'request', fakes)).rejects.toMatchObject({ name, cause: error });
  expect(fakes.runtime.sent).toHaveLength(1);
});

it.each([
  ['no JSON', '<html>'],
  ['the wrong number of classes', '[0.2,0.3,0.5]'],
  ['NaN', '[NaN,0.5]'],
  ['numbers that are no probabilities', '[3,-2]'],
  ['nothing', ''],
])('names an answer of %s ModelOutputInvalid', async (_what, text) => {
  const fakes = parts(() => ({ Body: Buffer.from(text) }));

  await expect(classifyImage(EVENT, 'request', fakes)).rejects.toMatchObject({ name: 'ModelOutputInvalid' });
});

it.each([
  ['neither image nor key', { body: {} }, 'InvalidInput'],
  ['image_data that is not base64', { image_data: '***' }, 'InvalidInput'],
  ['image_data that is no image', { image_data: 'aGVsbG8gd29ybGQ=' }, 'ImageUnreadable'],
  ['a number for a key', { body: { s3_bucket: 'b', s3_key: 7 } }, 'InvalidInput'],
])('refuses %s', async (_what, event, name) => {
  await expect(classifyImage(event, 'request', parts())).rejects.toMatchObject({ name });
});
