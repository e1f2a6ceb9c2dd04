import { createHash } from 'node:crypto';
import { describeModel } from '../../../algorithm/artifact/describe-model';
import { encodeFloats } from '../../../algorithm/artifact/float-bytes';
import { onnxModel } from '../../../algorithm/artifact/onnx/onnx-model';
import { buildAlgorithm } from '../../../algorithm/build';
import { readHyperparameters } from '../../../algorithm/hyperparameters/read-hyperparameters';
import { type KernelFactory, loadKernels } from '../../../algorithm/kernels/load-kernels';
import { trainNetwork } from '../../../algorithm/training/train-network';
import { stripedSet } from '../../fixtures/algorithm/striped-set';

/**
 * SHA-256 of the weights that seed 7 gives. Every platform must give these: the kernels use no instruction whose result IEEE 754
 * leaves open. A deliberate change of the training changes it; nothing else may.
 */
const GOLDEN_WEIGHTS = 'c78a621bdbb1fdec45779096b94f20cf3d3be8be3265183a4f4551a93f91a9a5';

let kernels: KernelFactory;
beforeAll(async () => {
  kernels = loadKernels((await buildAlgorithm()).kernels);
});

async function trainOnce(
  seed: string,
): Promise<{ readonly weights: string; readonly onnx: string; readonly spec: string }> {
  const { hyperparameters } = readHyperparameters({
    seed,
    epochs: '3',
    image_shape: '3,16,16',
    block_channels: '8,16,16',
    augmentation_type: 'crop_color_transform',
    label_smoothing: '0.05',
  });
  const train = stripedSet(70, 'train');
  const signal = new AbortController().signal;
  const onEpoch = () => undefined;
  const trained = await trainNetwork({
    kernels,
    train,
    validation: train,
    classes: 2,
    hyperparameters,
    signal,
    onEpoch,
  });
  const spec = describeModel({ trained, classes: ['lying', 'standing'], hyperparameters, images: { train: [35, 35] } });
  const bytes = Buffer.concat(spec.tensors.map(({ name }) => encodeFloats(trained.tensors[name]!)));
  const sha = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
  return { weights: sha(bytes), onnx: sha(onnxModel(spec, trained.tensors)), spec: sha(JSON.stringify(spec)) };
}

it('gives the same three files when it trains twice with one seed', async () => {
  expect(await trainOnce('7')).toEqual(await trainOnce('7'));
});

it('gives the weights that every platform gives with this seed', async () => {
  expect((await trainOnce('7')).weights).toBe(GOLDEN_WEIGHTS);
});

it('gives other weights when the seed is another', async () => {
  expect((await trainOnce('8')).weights).not.toBe(GOLDEN_WEIGHTS);
});
