import { buildAlgorithm } from '../../../algorithm/build';
import { readHyperparameters } from '../../../algorithm/hyperparameters/read-hyperparameters';
import { loadKernels } from '../../../algorithm/kernels/load-kernels';
import { trainNetwork } from '../../../algorithm/training/train-network';
import { readRealVehicles } from '../../fixtures/algorithm/real-vehicles';
import { testAccuracy } from '../../fixtures/algorithm/test-accuracy';

const FOLDER = process.env.SECOND_LOOK_REAL_DATA;
if (FOLDER === undefined)
  console.warn('SECOND_LOOK_REAL_DATA is not set: accuracy on the real vehicles is not tested.');

/** The mean of five seeds must be 0.90 (`npm run bench -- training`); one seed alone strays by 0.03 on 100 images. */
const LOWEST = 0.87;

(FOLDER === undefined ? it.skip : it)(
  'tells real bicycles from real motorcycles at the last epoch, with the defaults',
  async () => {
    const kernels = loadKernels((await buildAlgorithm()).kernels);
    const { train, validation, test } = readRealVehicles(FOLDER!, 1);
    const trained = await trainNetwork({
      kernels,
      train,
      validation,
      classes: 2,
      hyperparameters: readHyperparameters({}).hyperparameters,
      signal: new AbortController().signal,
      onEpoch: () => undefined,
    });
    expect([train.count, validation.count, test.count]).toEqual([850, 150, 100]);
    expect(await testAccuracy(kernels, trained, test)).toBeGreaterThanOrEqual(LOWEST);
  },
  300_000,
);
