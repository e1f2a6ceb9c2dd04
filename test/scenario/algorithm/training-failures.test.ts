import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readModelFiles } from '../../../algorithm/artifact/model-files';
import { MlFolder } from '../../../algorithm/container/ml-folder';
import { plainKernels } from '../../../algorithm/kernels/plain/plain-kernels';
import { serve } from '../../../algorithm/serve';
import { train } from '../../../algorithm/train';
import { AlgorithmProcess } from '../../fixtures/algorithm/algorithm-process';
import { type ListedImage, layTrainingFolder, stripedImages } from '../../fixtures/algorithm/training-folder';
import { eventually } from '../../fixtures/eventually';
import { temporaryFolder } from '../../fixtures/temporary-folder';

jest.setTimeout(60_000);

const SMALL = { image_shape: '3,16,16', block_channels: '8,8,8', epochs: '1', augmentation_type: 'none' };
const IMAGES = stripedImages(24, 'failures');
const unreadable = (image: ListedImage): ListedImage => ({ ...image, bytes: Buffer.from('no image') });

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

async function trainHere(lines: string[] = []): Promise<void> {
  const options = {
    folder: new MlFolder(folder.path),
    kernels: () => plainKernels,
    signal: new AbortController().signal,
  };
  await train({ ...options, log: (line) => lines.push(line) });
}

it.each<[string, readonly ListedImage[], Record<string, string>, RegExp]>([
  [
    'there is one class only',
    IMAGES.map((image) => ({ ...image, label: 0 })),
    {},
    /All 24 training images have the label 0/,
  ],
  [
    'a label is outside the classes',
    IMAGES.map((image, at) => ({ ...image, label: at === 5 ? 4 : image.label })),
    { num_classes: '2' },
    /gives stripes 5\.png the label 4; with 2 classes labels are 0 to 1/,
  ],
  ['a class has no image', IMAGES, { class_names: 'a,b,c' }, /Class 2 \(c\) has no training image/],
  [
    'many images are unreadable',
    IMAGES.map((image, at) => (at < 3 ? unreadable(image) : image)),
    {},
    /3 of the 24 images of the channel train cannot be decoded, above 5 %/,
  ],
])('fails with ChannelInvalid when %s', async (_, images, given, message) => {
  layTrainingFolder(folder.path, { hyperparameters: { ...SMALL, ...given }, train: images });
  await expect(trainHere()).rejects.toThrow(
    expect.objectContaining({ name: 'ChannelInvalid', message: expect.stringMatching(message) }),
  );
});

it('leaves a few unreadable images out and says which', async () => {
  const images = [...stripedImages(40, 'many')];
  images[7] = unreadable(images[7]!);
  layTrainingFolder(folder.path, { hyperparameters: SMALL, train: images });
  const lines: string[] = [];
  await trainHere(lines);
  expect(lines).toContainEqual(expect.stringMatching(/^train: stripes 7\.png is left out: .*neither PNG nor JPEG/));
  expect(lines).toContainEqual(expect.stringMatching(/train: 0 20, 1 19\./));
});

it('names the files when the list names absent ones', async () => {
  layTrainingFolder(folder.path, { hyperparameters: SMALL, train: IMAGES });
  rmSync(join(folder.path, 'input/data/train/stripes 3.png'));
  await expect(trainHere()).rejects.toThrow(
    /names 1 of 24 files that the channel train does not hold: stripes 3\.png\./,
  );
});

it.each([
  ['train', /The channel train is missing/],
  ['train_lst', /The channel train_lst is missing/],
])('fails when the channel %s is missing', async (channel, message) => {
  layTrainingFolder(folder.path, { hyperparameters: SMALL, train: IMAGES });
  rmSync(join(folder.path, 'input/data', channel), { recursive: true });
  await expect(trainHere()).rejects.toThrow(message);
});

it('fails when a channel is announced as RecordIO', async () => {
  layTrainingFolder(folder.path, { hyperparameters: SMALL, train: IMAGES });
  const config = { train: { ContentType: 'application/x-recordio', TrainingInputMode: 'File' } };
  writeFileSync(join(folder.path, 'input/config/inputdataconfig.json'), JSON.stringify(config));
  await expect(trainHere()).rejects.toThrow(/train has the content type application\/x-recordio/);
});

it('writes the named error into output/failure and ends with code 1', async () => {
  layTrainingFolder(folder.path, { hyperparameters: { ...SMALL, optimizer: 'newton' }, train: IMAGES });
  const run = await AlgorithmProcess.start(folder.path, 'train');
  expect(await run.exited).toBe(1);
  expect(readFileSync(join(folder.path, 'output/failure'), 'utf8')).toBe(
    'HyperparameterInvalid: optimizer is "newton"; it must be one of adam, sgd, nag, rmsprop.',
  );
  expect(existsSync(join(folder.path, 'model'))).toBe(false);
});

it('keeps the model so far when SIGTERM comes during training', async () => {
  layTrainingFolder(folder.path, { hyperparameters: { ...SMALL, epochs: '10000' }, train: IMAGES });
  const run = await AlgorithmProcess.start(folder.path, 'train');
  await eventually(() => run.lines.some((line) => line.startsWith('Epoch[1]')), 30_000);
  run.signal('SIGTERM');
  expect(await run.exited).toBe(0);
  const { spec } = readModelFiles(join(folder.path, 'model'));
  expect(spec.training.end).toBe('interrupted');
  expect(spec.training.epoch).toBeGreaterThanOrEqual(1);
});

it('stops early and keeps the best epoch when validation no longer rises', async () => {
  const given = { early_stopping: 'True', early_stopping_min_epochs: '2', early_stopping_patience: '1', epochs: '50' };
  const hyperparameters = { ...SMALL, ...given, learning_rate: '0.000001' };
  layTrainingFolder(folder.path, { hyperparameters, train: IMAGES, validation: IMAGES });
  await trainHere();
  const { training } = readModelFiles(join(folder.path, 'model')).spec;
  const best = Math.max(...training.epochs.map((epoch) => epoch.validationAccuracy ?? 0));
  expect(training.end).toBe('early-stopping');
  expect(training.epochs[training.epoch]?.validationAccuracy).toBe(best);
});

it('refuses early stopping when there is nothing to validate on', async () => {
  layTrainingFolder(folder.path, { hyperparameters: { ...SMALL, early_stopping: 'True' }, train: IMAGES });
  await expect(trainHere()).rejects.toThrow(/early_stopping needs the channels validation/);
});

it('ends with code 2 when the command is neither train nor serve', async () => {
  const run = await AlgorithmProcess.start(folder.path, 'deploy');
  expect(await run.exited).toBe(2);
});

it('refuses to serve a folder without a model, by name', async () => {
  const options = { kernels: () => plainKernels, port: 0, signal: new AbortController().signal, log: () => undefined };
  await expect(serve({ folder: new MlFolder(folder.path), ...options })).rejects.toMatchObject({
    name: 'ModelInvalid',
  });
});
