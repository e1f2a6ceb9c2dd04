import { buildAlgorithm } from '../../../algorithm/build';
import { readHyperparameters } from '../../../algorithm/hyperparameters/read-hyperparameters';
import { loadKernels } from '../../../algorithm/kernels/load-kernels';
import type { ImageSet } from '../../../algorithm/training/image-set';
import { trainNetwork } from '../../../algorithm/training/train-network';
import type { DataItem } from '../../../core/dataset/data-set';
import { syntheticVehicles } from '../../../core/dataset/synthetic-vehicles';
import { decodeImage } from '../../../core/image/decode-image';
import { SeededRandom } from '../../../core/seeded-random';
import { testAccuracy } from '../../fixtures/algorithm/test-accuracy';

jest.setTimeout(240_000);

const SIDE = 32;
const EPOCHS = '10';
const SEEDS = ['1', '2', '3'];

/** The items' own pictures and labels. */
async function imageSet(items: readonly DataItem[]): Promise<ImageSet> {
  const pixels = new Uint8Array(items.length * SIDE * SIDE * 3);
  for (const [index, item] of items.entries()) {
    const { rgba } = decodeImage(await item.read());
    pixels.set(
      rgba.filter((_, at) => at % 4 !== 3),
      index * SIDE * SIDE * 3,
    );
  }
  const labels = Uint32Array.from(items, ({ label }) => label);
  return { count: items.length, height: SIDE, width: SIDE, channels: 3, pixels, labels };
}

/** The same pictures, whose labels have changed places: as many of each as before. */
function shuffled(set: ImageSet, seed: string): ImageSet {
  const random = new SeededRandom('shuffled labels', seed);
  const labels = set.labels.slice();
  for (let last = labels.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    [labels[last], labels[other]] = [labels[other]!, labels[last]!];
  }
  return { ...set, labels };
}

it('tells the default vehicles apart by their labels alone: shuffled, it is right about half of the time', async () => {
  const kernels = loadKernels((await buildAlgorithm()).kernels);
  const vehicles = syntheticVehicles({ classes: ['bicycle', 'motorcycle'], seed: 1 });
  const [train, test] = [await imageSet(vehicles.train), await imageSet(vehicles.test)];
  const accuracy = async (set: ImageSet, seed: string): Promise<number> => {
    const { hyperparameters } = readHyperparameters({ epochs: EPOCHS, seed });
    const signal = new AbortController().signal;
    const trained = await trainNetwork({
      kernels,
      train: set,
      classes: 2,
      hyperparameters,
      signal,
      onEpoch: () => undefined,
    });
    return testAccuracy(kernels, trained, test);
  };

  const right = await accuracy(train, '1');
  const wrong: number[] = [];
  for (const seed of SEEDS) wrong.push(await accuracy(shuffled(train, seed), seed));

  expect(right).toBeGreaterThan(0.7);
  const mean = wrong.reduce((sum, each) => sum + each, 0) / wrong.length;
  expect(mean).toBeGreaterThan(0.4);
  expect(mean).toBeLessThan(0.6);
});
