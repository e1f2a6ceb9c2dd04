import { buildAlgorithm } from '../../../algorithm/build';
import { readHyperparameters } from '../../../algorithm/hyperparameters/read-hyperparameters';
import { type KernelFactory, loadKernels } from '../../../algorithm/kernels/load-kernels';
import { plainKernels } from '../../../algorithm/kernels/plain/plain-kernels';
import type { ImageSet } from '../../../algorithm/training/image-set';
import { trainNetwork } from '../../../algorithm/training/train-network';
import { SeededRandom } from '../../../core/seeded-random';
import { stripedSet } from '../../fixtures/algorithm/striped-set';

jest.setTimeout(60_000);

let kernels: KernelFactory;
beforeAll(async () => {
  kernels = loadKernels((await buildAlgorithm()).kernels);
});

/** Accuracy on images that the training never saw; they come in as validation, which nothing here is chosen by. */
async function accuracyOn(test: ImageSet, train: ImageSet, given: Record<string, string> = {}, factory = kernels) {
  const { hyperparameters } = readHyperparameters({
    epochs: '8',
    image_shape: '3,16,16',
    block_channels: '8,16,16',
    augmentation_type: 'none',
    ...given,
  });
  const signal = new AbortController().signal;
  const onEpoch = () => undefined;
  const trained = await trainNetwork({
    kernels: factory,
    train,
    validation: test,
    classes: 2,
    hyperparameters,
    signal,
    onEpoch,
  });
  return trained.epochs.at(-1)?.validationAccuracy ?? 0;
}

it.each(['adam', 'sgd', 'nag', 'rmsprop'])('learns when the labels are right, by %s', async (optimizer) => {
  expect(await accuracyOn(stripedSet(200, 'test'), stripedSet(300, 'train'), { optimizer })).toBeGreaterThan(0.9);
});

it('learns with the plain kernels just as well', async () => {
  const given = { epochs: '5', block_channels: '8,8,8', learning_rate: '0.01' };
  const accuracy = await accuracyOn(stripedSet(60, 'test'), stripedSet(120, 'train'), given, () => plainKernels);
  expect(accuracy).toBeGreaterThan(0.8);
});

it('learns nothing when the training labels are shuffled', async () => {
  const test = stripedSet(300, 'test');
  const accuracies: number[] = [];
  for (const seed of ['1', '2', '3']) {
    const random = new SeededRandom('labels', seed);
    const shuffled = stripedSet(240, 'train', () => random.below(2));
    accuracies.push(await accuracyOn(test, shuffled, { seed }));
  }
  const mean = accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / accuracies.length;
  expect(mean).toBeGreaterThan(0.4);
  expect(mean).toBeLessThan(0.6);
});

it('fails by name when the loss becomes infinite', async () => {
  // Out of the range that hyperparameters allow: batch normalisation keeps the training finite within it.
  const { hyperparameters } = readHyperparameters({
    optimizer: 'sgd',
    image_shape: '3,16,16',
    block_channels: '8,8,8',
  });
  const run = trainNetwork({
    kernels,
    train: stripedSet(32, 'diverged'),
    classes: 2,
    hyperparameters: { ...hyperparameters, learning_rate: 1e38 },
    signal: new AbortController().signal,
    onEpoch: () => undefined,
  });
  await expect(run).rejects.toMatchObject({
    name: 'TrainingDiverged',
    message: expect.stringMatching(/lower learning_rate, which is 1e\+38/),
  });
});
