import type { DataCaptureConfig } from '@aws-sdk/client-sagemaker';
import type { CaptureRecord } from '../../../core/capture/capture-record';
import { eventually } from '../../fixtures/eventually';
import { invoke, modelArchive, serve, variant } from '../../fixtures/sagemaker/endpoint-request';
import { BUCKET, TestLaptop } from '../../fixtures/sagemaker/laptop';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 255]);
const HOUR = 'plain/AllTraffic/2024/10/15/14';

let laptop: TestLaptop;
let now = new Date('2024-10-15T14:05:12.996Z');
let draw = 0;

beforeAll(async () => {
  laptop = await new TestLaptop({
    clock: { now: () => now },
    random: () => draw,
    // Nothing is written before the test asks for it.
    timing: { captureFlushMs: 3_600_000 },
  }).start();
  await laptop.put('models/model.tar.gz', await modelArchive({ answer: [0.9388, 0.0611] }));
  await serve(laptop, 'plain', {}, { DataCaptureConfig: capture('plain') });
});
afterAll(() => laptop.stop());

function capture(prefix: string, changes: Partial<DataCaptureConfig> = {}): DataCaptureConfig {
  return {
    EnableCapture: true,
    InitialSamplingPercentage: 100,
    DestinationS3Uri: `s3://${BUCKET}/${prefix}-capture`,
    CaptureOptions: [{ CaptureMode: 'Input' }, { CaptureMode: 'Output' }],
    CaptureContentTypeHeader: { CsvContentTypes: ['text/csv'], JsonContentTypes: ['application/json'] },
    ...changes,
  };
}

async function records(prefix: string): Promise<CaptureRecord[]> {
  await laptop.service.flushCaptures();
  const files = await Promise.all((await laptop.keys(`${prefix}-capture/`)).map((key) => laptop.get(key)));
  return files.flatMap((file) =>
    file
      .toString('utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as CaptureRecord),
  );
}

it('writes both sides of a request as SageMaker does, under the hour of the request', async () => {
  await invoke(laptop, 'plain', PNG, { ContentType: 'image/png', InferenceId: 'i-1', CustomAttributes: 'site=north' });
  await invoke(laptop, 'plain', 'a,b', { ContentType: 'text/csv; charset=utf-8' });
  const written = await records('plain');

  const [key = ''] = await laptop.keys('plain-capture/');
  expect(key).toMatch(new RegExp(`^plain-capture/${HOUR}/05-12-996-[0-9a-f-]{36}\\.jsonl$`));
  expect(written).toEqual([
    {
      captureData: {
        endpointInput: {
          observedContentType: 'image/png',
          mode: 'INPUT',
          data: PNG.toString('base64'),
          encoding: 'BASE64',
        },
        endpointOutput: {
          observedContentType: 'application/json',
          mode: 'OUTPUT',
          data: '[0.9388,0.0611]',
          encoding: 'JSON',
        },
      },
      eventMetadata: {
        eventId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        inferenceId: 'i-1',
        customAttributes: ['site=north'],
        inferenceTime: '2024-10-15T14:05:12Z',
      },
      eventVersion: '0',
    },
    expect.objectContaining({
      captureData: expect.objectContaining({
        endpointInput: { observedContentType: 'text/csv; charset=utf-8', mode: 'INPUT', data: 'a,b', encoding: 'CSV' },
      }),
      eventMetadata: { eventId: expect.any(String), inferenceTime: '2024-10-15T14:05:12Z' },
    }),
  ]);
});

it('puts the records of two hours into two files', async () => {
  now = new Date('2024-10-15T15:59:59.900Z');
  await invoke(laptop, 'plain', PNG);
  now = new Date('2024-10-15T16:00:00.100Z');
  await invoke(laptop, 'plain', PNG);
  await laptop.service.flushCaptures();

  expect(await laptop.keys('plain-capture/plain/AllTraffic/2024/10/15/15/')).toHaveLength(1);
  expect(await laptop.keys('plain-capture/plain/AllTraffic/2024/10/15/16/')).toHaveLength(1);
});

it('captures what the configuration says: the output alone, as BASE64, half of the requests', async () => {
  const changes: Partial<DataCaptureConfig> = {
    InitialSamplingPercentage: 50,
    CaptureOptions: [{ CaptureMode: 'Output' }],
    CaptureContentTypeHeader: undefined,
  };
  await serve(laptop, 'half', {}, { DataCaptureConfig: capture('half', changes) });
  for (const value of [0.499, 0.5, 0.99]) {
    draw = value;
    await invoke(laptop, 'half', PNG);
  }
  draw = 0;
  const written = await records('half');

  expect(written).toHaveLength(1);
  expect(written[0]?.captureData).toEqual({
    endpointOutput: {
      observedContentType: 'application/json',
      mode: 'OUTPUT',
      data: Buffer.from('[0.9388,0.0611]').toString('base64'),
      encoding: 'BASE64',
    },
  });
});

it('keeps what S3 refuses and writes it once it may', async () => {
  const before = (await records('plain')).length;
  await invoke(laptop, 'plain', PNG);
  laptop.authorizer.denied.add('s3:PutObject');
  await expect(laptop.service.flushCaptures()).rejects.toThrow('s3:PutObject');
  laptop.authorizer.denied.clear();

  expect(await records('plain')).toHaveLength(before + 1);
});

it('fails the endpoint whose role may not write captures', async () => {
  laptop.authorizer.denied.add('s3:PutObject');
  const { FailureReason } = await serve(laptop, 'mute', {}, { DataCaptureConfig: capture('mute') });
  laptop.authorizer.denied.clear();

  expect(FailureReason).toMatch(/AccessDenied.*s3:PutObject/);
});

it('captures nothing when the container refuses, or when capture is off', async () => {
  const before = (await records('plain')).length;
  await invoke(laptop, 'plain', 'status 500').catch(() => undefined);
  await serve(laptop, 'off', {}, { DataCaptureConfig: capture('off', { EnableCapture: false }) });
  await invoke(laptop, 'off', PNG);

  expect(await records('plain')).toHaveLength(before);
  expect(await records('off').catch(() => [])).toEqual([]);
});

it('refuses capture on a serverless endpoint', async () => {
  const ServerlessConfig = { MemorySizeInMB: 2048, MaxConcurrency: 1 };
  const serverless = {
    ...variant('plain'),
    InstanceType: undefined,
    InitialInstanceCount: undefined,
    ServerlessConfig,
  };
  const config = { ProductionVariants: [serverless], DataCaptureConfig: capture('serverless') };

  await expect(serve(laptop, 'serverless', {}, config)).rejects.toThrow('not supported for a serverless endpoint');
});

it('writes a thousand records at once, and the rest when the laptop stops', async () => {
  await serve(
    laptop,
    'many',
    {},
    { DataCaptureConfig: capture('many', { CaptureOptions: [{ CaptureMode: 'Output' }] }) },
  );
  const batch = Array.from({ length: 16 }, async () => {
    for (let i = 0; i < 63; i++) await invoke(laptop, 'many', 'x');
  });
  await Promise.all(batch);
  const early = await eventually(async () => {
    const keys = await laptop.keys('many-capture/');
    return keys.length > 0 && keys;
  });
  expect(early).toHaveLength(1);
  await laptop.restart();

  expect(await laptop.keys('many-capture/')).toHaveLength(2);
});
