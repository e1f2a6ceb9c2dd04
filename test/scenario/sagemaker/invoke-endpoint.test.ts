import { DeleteEndpointCommand, DescribeEndpointCommand } from '@aws-sdk/client-sagemaker';
import { eventually } from '../../fixtures/eventually';
import {
  createConfig,
  createEndpoint,
  createModel,
  invoke,
  MODEL_URL,
  modelArchive,
  serve,
  variant,
} from '../../fixtures/sagemaker/endpoint-request';
import { IMAGE, isAlive, ROLE, TestLaptop } from '../../fixtures/sagemaker/laptop';

let laptop: TestLaptop;
let draw = 0;

beforeAll(async () => {
  laptop = await new TestLaptop({ random: () => draw, timing: { invocationMs: 400 } }).start();
  await laptop.put('models/model.tar.gz', await modelArchive({ answer: [0.9, 0.1] }));
  await serve(laptop, 'plain');
});
afterAll(() => laptop.stop());

describe('InvokeEndpoint', () => {
  it('passes the request to the container and its answer back', async () => {
    const answer = await invoke(laptop, 'plain', Buffer.from([0, 255, 10]), {
      ContentType: 'image/png',
      CustomAttributes: 'purpose=traffic',
    });

    expect(answer.text).toBe('[0.9,0.1]');
    expect(answer.ContentType).toBe('application/json');
    expect(answer.InvokedProductionVariant).toBe('AllTraffic');
    expect(answer.CustomAttributes).toBe('seen:purpose=traffic');
  });

  it('hands the container type, accepted type, attributes and inference id, and nothing of the signature', async () => {
    const { text } = await invoke(laptop, 'plain', 'headers', {
      ContentType: 'image/jpeg',
      Accept: 'application/json',
      InferenceId: 'one',
      CustomAttributes: 'site=north',
    });

    expect(JSON.parse(text)).toEqual({
      'content-type': 'image/jpeg',
      'content-length': '7',
      accept: 'application/json',
      'x-amzn-sagemaker-inference-id': 'one',
      'x-amzn-sagemaker-custom-attributes': 'site=north',
      host: expect.any(String),
      connection: 'keep-alive',
    });
  });

  it.each([
    ['400', /Received client error \(400\) from primary with message "you asked for 400"/],
    ['500', /Received server error \(500\) from primary with message "you asked for 500"/],
  ])('is a ModelError when the container answers %s', async (status, message) => {
    await expect(invoke(laptop, 'plain', `status ${status}`)).rejects.toMatchObject({
      name: 'ModelError',
      message: expect.stringMatching(message),
      OriginalStatusCode: Number(status),
      OriginalMessage: `you asked for ${status}`,
      $metadata: { httpStatusCode: 424 },
    });
  });

  it('is a ModelError when the container does not answer in time', async () => {
    await expect(invoke(laptop, 'plain', 'hang')).rejects.toMatchObject({
      name: 'ModelError',
      message: expect.stringMatching(/\(0\) from primary with message "Your invocation timed out/),
      OriginalStatusCode: 500,
    });
  });

  it('is a ValidationError when there is no such endpoint', async () => {
    await expect(invoke(laptop, 'nobody', '')).rejects.toMatchObject({
      name: 'ValidationError',
      message: 'Endpoint nobody of account 000000000000 not found.',
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('names the status of an endpoint that is not in service', async () => {
    await serve(laptop, 'broken', { FAKE_EXIT_CODE: '3' });

    await expect(invoke(laptop, 'broken', '')).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('its status is Failed'),
    });
  });

  it('takes 6,291,456 bytes and not one more', async () => {
    const answer = await invoke(laptop, 'plain', Buffer.alloc(6_291_456));

    expect(answer.text).toBe('[0.9,0.1]');
    await expect(invoke(laptop, 'plain', Buffer.alloc(6_291_457))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 413 },
    });
  });

  it('refuses a caller without sagemaker:InvokeEndpoint', async () => {
    laptop.authorizer.denied.add('sagemaker:InvokeEndpoint');
    const refused = invoke(laptop, 'plain', '').finally(() => laptop.authorizer.denied.clear());

    await expect(refused).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('sagemaker:InvokeEndpoint'),
      $metadata: { httpStatusCode: 403 },
    });
  });

  it('refuses a header that picks a part of an endpoint that has none', async () => {
    await expect(invoke(laptop, 'plain', '', { TargetModel: 'a.tar.gz' })).rejects.toMatchObject({
      name: 'ValidationError',
    });
  });

  it('starts a container that crashed again, and answers 503 until then', async () => {
    const before = (await invoke(laptop, 'plain', 'pid')).text;
    await expect(invoke(laptop, 'plain', 'crash')).rejects.toMatchObject({ name: 'ServiceUnavailable' });

    const after = await eventually(() =>
      invoke(laptop, 'plain', 'pid').then(
        ({ text }) => text,
        () => undefined,
      ),
    );
    expect(after).not.toBe(before);
    expect(isAlive(Number(before))).toBe(false);
  });

  it('tells listeners the status and latency of every invocation', async () => {
    const heard: unknown[] = [];
    const end = laptop.service.onInvocation((invocation) => heard.push(invocation));
    await invoke(laptop, 'plain', '');
    await invoke(laptop, 'plain', 'status 500').catch(() => undefined);
    end();

    expect(heard).toMatchObject([
      { endpointName: 'plain', variantName: 'AllTraffic', status: 200, modelLatencyMicros: expect.any(Number) },
      { endpointName: 'plain', status: 500 },
    ]);
  });
});

describe('variants', () => {
  beforeAll(async () => {
    await createModel(laptop, 'first', { FAKE_TAG: 'first' });
    await createModel(laptop, 'second', { FAKE_TAG: 'second' });
    const ProductionVariants = [
      variant('first', { VariantName: 'one', InitialVariantWeight: 3 }),
      variant('second', { VariantName: 'two', InitialVariantWeight: 1, InitialInstanceCount: 2 }),
    ];
    await createConfig(laptop, 'weighted', { ProductionVariants });
    await createEndpoint(laptop, 'weighted', 'weighted');
  });

  it.each([
    [0, 'first'],
    [0.74, 'first'],
    [0.76, 'second'],
    [0.999, 'second'],
  ])('are drawn by weight: %d goes to %s', async (value, expected) => {
    draw = value;
    const { text } = await invoke(laptop, 'weighted', 'tag');
    draw = 0;

    expect(text).toBe(expected);
  });

  it('are chosen by TargetVariant', async () => {
    expect((await invoke(laptop, 'weighted', 'tag', { TargetVariant: 'two' })).text).toBe('second');
    await expect(invoke(laptop, 'weighted', 'tag', { TargetVariant: 'three' })).rejects.toMatchObject({
      name: 'ValidationError',
    });
  });

  it('spread requests over their instances', async () => {
    const call = () => invoke(laptop, 'weighted', 'pid', { TargetVariant: 'two' });
    const pids = new Set((await Promise.all(Array.from({ length: 8 }, call))).map(({ text }) => text));

    expect(pids.size).toBe(2);
  });
});

describe('a serverless variant', () => {
  it('takes no model whose network is isolated', async () => {
    await createModel(laptop, 'isolated', {}, { EnableNetworkIsolation: true });
    const ServerlessConfig = { MemorySizeInMB: 2048, MaxConcurrency: 1 };
    const ProductionVariants = [{ VariantName: 'AllTraffic', ModelName: 'isolated', ServerlessConfig }];

    await expect(createConfig(laptop, 'isolated', { ProductionVariants })).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringMatching(/isolation is not supported.*isolated/),
    });
  });

  it('takes 4 MB at most and MaxConcurrency requests at a time', async () => {
    await createModel(laptop, 'serverless');
    const ServerlessConfig = { MemorySizeInMB: 2048, MaxConcurrency: 1 };
    await createConfig(laptop, 'serverless', {
      ProductionVariants: [{ VariantName: 'AllTraffic', ModelName: 'serverless', ServerlessConfig }],
    });
    await createEndpoint(laptop, 'serverless', 'serverless');

    const oversize = invoke(laptop, 'serverless', Buffer.alloc(4 * 1024 * 1024 + 1));
    await expect(oversize).rejects.toMatchObject({ message: expect.stringMatching(/has oversize body/) });
    const two = await Promise.allSettled([invoke(laptop, 'serverless', 'hang'), invoke(laptop, 'serverless', 'hang')]);
    const names = two.map((one) => (one.status === 'rejected' ? (one.reason as Error).name : 'answered'));
    expect(names.sort()).toEqual(['ModelError', 'ThrottlingException']);
  });
});

it('passes a pipeline’s answer from container to container', async () => {
  const container = (FAKE_TAG: string) => ({
    Image: IMAGE,
    ModelDataUrl: MODEL_URL,
    Environment: { FAKE_TAG, FAKE_ECHO: '1' },
  });
  await createModel(
    laptop,
    'pipeline',
    {},
    {
      PrimaryContainer: undefined,
      Containers: [container('a'), container('b')],
      ExecutionRoleArn: ROLE,
    },
  );
  await createConfig(laptop, 'pipeline');
  await createEndpoint(laptop, 'pipeline', 'pipeline');

  expect((await invoke(laptop, 'pipeline', '!')).text).toBe('ba!');
});

it('ends the containers of a deleted endpoint', async () => {
  await serve(laptop, 'short-lived');
  const pid = Number((await invoke(laptop, 'short-lived', 'pid')).text);
  await laptop.sagemaker.send(new DeleteEndpointCommand({ EndpointName: 'short-lived' }));

  const describe = () => laptop.sagemaker.send(new DescribeEndpointCommand({ EndpointName: 'short-lived' }));
  const message = await eventually(() =>
    describe().then(
      () => undefined,
      (error: Error) => error.message,
    ),
  );
  expect(message).toBe('Could not find endpoint "arn:aws:sagemaker:us-east-1:000000000000:endpoint/short-lived".');
  expect(isAlive(pid)).toBe(false);
});
