import { buildAlgorithm } from '../algorithm/build';
import { readHyperparameters } from '../algorithm/hyperparameters/read-hyperparameters';
import { type KernelFactory, loadKernels } from '../algorithm/kernels/load-kernels';
import { plainKernels } from '../algorithm/kernels/plain/plain-kernels';
import type { ImageSet } from '../algorithm/training/image-set';
import { type TrainedNetwork, trainNetwork } from '../algorithm/training/train-network';
import { SeededRandom } from '../core/seeded-random';
import { readRealVehicles } from '../test/fixtures/algorithm/real-vehicles';
import { testAccuracy } from '../test/fixtures/algorithm/test-accuracy';
import { type Bench, type Measurement, median } from './bench';

const IMAGES = 1000;
const SEEDS = [1, 2, 3, 4, 5];

export const bench: Bench = {
  name: 'training',
  about: 'an epoch of 1000 images of 32x32x3; accuracy on the real vehicles where SECOND_LOOK_REAL_DATA is set',
  async run({ quick }) {
    const kernels = loadKernels((await buildAlgorithm()).kernels);
    const speed = await measureSpeed(kernels, quick);
    const folder = process.env.SECOND_LOOK_REAL_DATA;
    if (folder === undefined) {
      console.log('  SECOND_LOOK_REAL_DATA is not set: no accuracy on real images');
      return [speed];
    }
    return [speed, ...(await measureAccuracy(kernels, folder, quick ? SEEDS.slice(0, 1) : SEEDS))];
  },
};

/** Pixels do not matter to the time an epoch takes. */
function noise(): ImageSet {
  const random = new SeededRandom('noise');
  const pixels = Uint8Array.from({ length: IMAGES * 32 * 32 * 3 }, () => random.below(256));
  const labels = Uint32Array.from({ length: IMAGES }, (_, index) => index % 2);
  return { count: IMAGES, height: 32, width: 32, channels: 3, pixels, labels };
}

async function measureSpeed(kernels: KernelFactory, quick: boolean): Promise<Measurement> {
  const train = noise();
  const wasm = await epochSeconds(kernels, train, quick ? 2 : 5);
  const plain = await epochSeconds(() => plainKernels, train, quick ? 1 : 2);
  return {
    name: 'one epoch of 1000 images',
    value: wasm,
    unit: 's',
    reference: { name: 'plain TypeScript', value: plain },
    target: 'at most 1.5 s, and at most a third of plain TypeScript',
  };
}

async function epochSeconds(kernels: KernelFactory, train: ImageSet, epochs: number): Promise<number> {
  const seconds: number[] = [];
  await run(kernels, train, { epochs: String(epochs) }, (taken) => seconds.push(taken));
  return median(seconds);
}

async function measureAccuracy(
  kernels: KernelFactory,
  folder: string,
  seeds: readonly number[],
): Promise<readonly Measurement[]> {
  const accuracies: number[] = [];
  const seconds: number[] = [];
  for (const seed of seeds) {
    const { train, test } = readRealVehicles(folder, seed);
    const start = performance.now();
    const trained = await run(kernels, train, { seed: String(seed) }, () => undefined);
    seconds.push((performance.now() - start) / 1000);
    accuracies.push(await testAccuracy(kernels, trained, test));
    console.log(`  seed ${seed}: accuracy ${accuracies.at(-1)?.toFixed(2)} after ${seconds.at(-1)?.toFixed(1)} s`);
  }
  const mean = accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / accuracies.length;
  return [
    {
      name: `mean test accuracy of ${seeds.length} seeds, real vehicles`,
      value: mean,
      unit: '',
      target: 'at least 0.90',
    },
    { name: 'longest training', value: Math.max(...seconds), unit: 's', target: 'at most 60 s' },
  ];
}

function run(
  kernels: KernelFactory,
  train: ImageSet,
  given: Readonly<Record<string, string>>,
  onEpoch: (seconds: number) => void,
): Promise<TrainedNetwork> {
  return trainNetwork({
    kernels,
    train,
    classes: 2,
    hyperparameters: readHyperparameters(given).hyperparameters,
    signal: new AbortController().signal,
    onEpoch: (_, seconds) => onEpoch(seconds),
  });
}
