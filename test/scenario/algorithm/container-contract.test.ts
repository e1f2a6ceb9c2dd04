import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readModelFiles } from '../../../algorithm/artifact/model-files';
import { AlgorithmProcess } from '../../fixtures/algorithm/algorithm-process';
import { layTrainingFolder, stripedImages } from '../../fixtures/algorithm/training-folder';
import { eventually } from '../../fixtures/eventually';
import { jpegImage } from '../../fixtures/image/jpeg-image';
import { temporaryFolder } from '../../fixtures/temporary-folder';

jest.setTimeout(60_000);

const HYPERPARAMETERS = {
  num_classes: '2',
  num_training_samples: '120',
  num_layers: '18',
  image_shape: '3,16,16',
  epochs: '6',
  block_channels: '8,16,16',
  augmentation_type: 'none',
  class_names: 'lying, standing',
  seed: '3',
};
const TEST_IMAGES = stripedImages(20, 'test');

const folder = temporaryFolder();
let trained: AlgorithmProcess;
let serving: AlgorithmProcess;
let url: string;

beforeAll(async () => {
  const options = { train: stripedImages(120, 'train'), validation: stripedImages(30, 'validation') };
  layTrainingFolder(folder.path, { hyperparameters: HYPERPARAMETERS, ...options });
  trained = await AlgorithmProcess.start(folder.path, 'train');
  await trained.exited;
  serving = await AlgorithmProcess.start(folder.path, 'serve', { SAGEMAKER_BIND_TO_PORT: '0' });
  const port = await eventually(() => /on port (\d+),/.exec(serving.lines.join('\n'))?.[1], 30_000);
  url = `http://127.0.0.1:${port}`;
});

afterAll(async () => {
  serving?.signal('SIGKILL');
  await serving?.exited;
  folder.remove();
});

const invoke = (body: Uint8Array, contentType: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/invocations`, {
    method: 'POST',
    body: new Uint8Array(body),
    headers: { 'Content-Type': contentType, ...headers },
  });

describe('train', () => {
  it('ends with code 0 and no failure file', async () => {
    expect(await trained.exited).toBe(0);
    expect(existsSync(join(folder.path, 'output/failure'))).toBe(false);
  });

  it('says first what has no effect and what the data are, and last how it ended', () => {
    expect(trained.lines[0]).toMatch(/^num_layers=18 has no effect/);
    expect(trained.lines[1]).toBe(
      '2 classes, images 16x16x3; train: lying 60, standing 60; validation: lying 15, standing 15.',
    );
    expect(trained.lines.at(-1)).toMatch(/^Training completed: model of epoch 5, wasm kernels, [\d.]+ s in all\.$/);
  });

  it('logs every epoch in the form of the built-in algorithm', () => {
    const epochs = trained.lines.filter((line) => line.startsWith('Epoch['));
    expect(epochs).toHaveLength(6 * 5);
    expect(epochs[0]).toMatch(/^Epoch\[0\] Train-accuracy=0\.\d{6}$/);
    expect(epochs.at(-2)).toMatch(/^Epoch\[5\] Validation-accuracy=[01]\.\d{6}$/);
  });

  it('writes the three files of the artifact', () => {
    expect(readdirSync(join(folder.path, 'model')).sort()).toEqual(['model.json', 'model.onnx', 'weights.bin']);
    const { spec } = readModelFiles(join(folder.path, 'model'));
    expect(spec.classes).toEqual(['lying', 'standing']);
    expect(spec.training).toMatchObject({ seed: 3, end: 'completed', epoch: 5, images: { train: [60, 60] } });
    expect(spec.training.epochs).toHaveLength(6);
  });
});

describe('serve', () => {
  it('answers /ping once the model is loaded', async () => {
    expect((await fetch(`${url}/ping`)).status).toBe(200);
  });

  it('tells batch transform to send one image a request', async () => {
    const answer = await (await fetch(`${url}/execution-parameters`)).json();
    expect(answer).toEqual({ MaxConcurrentTransforms: 1, BatchStrategy: 'SINGLE_RECORD', MaxPayloadInMB: 6 });
  });

  it('answers an image with raw probabilities in class order', async () => {
    const answer = await invoke(TEST_IMAGES[0]!.bytes, 'image/png');
    const probabilities = (await answer.json()) as number[];
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(probabilities).toHaveLength(2);
    expect(probabilities[0]! + probabilities[1]!).toBeCloseTo(1, 12);
  });

  it('recognises most of the images that it has never seen', async () => {
    let right = 0;
    for (const { bytes, label } of TEST_IMAGES) {
      const probabilities = (await (await invoke(bytes, 'application/x-image')).json()) as number[];
      if (probabilities[label]! > 0.5) right += 1;
    }
    expect(right).toBeGreaterThanOrEqual(17);
  });

  it('answers in the form of the built-in algorithm when JSON lines are asked for', async () => {
    const answer = await invoke(TEST_IMAGES[0]!.bytes, 'image/png', { Accept: 'application/jsonlines' });
    expect(await answer.text()).toMatch(/^\{"prediction":\[[\d.e-]+,[\d.e-]+\]\}\n$/);
  });

  it('brings an image of any size and format to the size of the model', async () => {
    const answer = await invoke(
      jpegImage(120, 70, (x) => [x, 2 * x, 255 - x]),
      'image/jpeg',
    );
    expect(answer.status).toBe(200);
  });

  it.each([
    ['text under an image type', Buffer.from('no image'), 'image/png', 400, /^ImageUnreadable: .*looks like text/],
    ['an empty body', Buffer.alloc(0), 'image/png', 400, /^ImageUnreadable: .*empty/],
    ['an image that is cut off', TEST_IMAGES[0]!.bytes.subarray(0, 90), 'image/png', 400, /cut off/],
    ['7 MB', Buffer.alloc(7_000_000), 'image/png', 413, /^ImageTooLarge/],
    ['RecordIO', Buffer.alloc(8), 'application/x-recordio', 415, /RecordIO holds many records/],
    ['CSV', Buffer.from('1,2'), 'text/csv', 415, /text\/csv is not supported/],
  ])('refuses %s with a readable reason', async (_, body, contentType, status, reason) => {
    const answer = await invoke(body, contentType);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toMatch(reason);
  });

  it.each([
    ['GET', '/invocations', 405],
    ['GET', '/elsewhere', 404],
    ['POST', '/ping', 404],
  ])('refuses %s %s', async (method, path, status) => {
    expect((await fetch(url + path, { method })).status).toBe(status);
  });

  it('goes on after all of that, and ends with code 0 on SIGTERM', async () => {
    expect((await invoke(TEST_IMAGES[1]!.bytes, 'image/png')).status).toBe(200);
    serving.signal('SIGTERM');
    expect(await serving.exited).toBe(0);
  });
});
