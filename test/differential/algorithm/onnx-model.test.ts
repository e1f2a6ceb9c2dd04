import { describeModel } from '../../../algorithm/artifact/describe-model';
import { onnxModel } from '../../../algorithm/artifact/onnx/onnx-model';
import { buildAlgorithm } from '../../../algorithm/build';
import { readHyperparameters } from '../../../algorithm/hyperparameters/read-hyperparameters';
import { loadKernels } from '../../../algorithm/kernels/load-kernels';
import { Predictor } from '../../../algorithm/serving/predictor';
import { trainNetwork } from '../../../algorithm/training/train-network';
import { encodePng } from '../../../core/image/encode-png';
import { SeededRandom } from '../../../core/seeded-random';
import { evaluateOnnx } from '../../fixtures/algorithm/onnx-evaluator';
import { readOnnx } from '../../fixtures/algorithm/onnx-reader';
import { stripedPixels } from '../../fixtures/algorithm/striped-images';
import { stripedSet } from '../../fixtures/algorithm/striped-set';

const CLASSES = ['lying', 'standing'];
const SIDE = 16;

async function trainedModel() {
  const kernels = loadKernels((await buildAlgorithm()).kernels);
  const given = { epochs: '2', image_shape: `3,${SIDE},${SIDE}`, block_channels: '8,16,8', augmentation_type: 'none' };
  const { hyperparameters } = readHyperparameters(given);
  const signal = new AbortController().signal;
  const train = stripedSet(64, 'onnx');
  const trained = await trainNetwork({ kernels, train, classes: 2, hyperparameters, signal, onEpoch: () => undefined });
  const spec = describeModel({ trained, classes: CLASSES, hyperparameters, images: { train: [32, 32] } });
  return { kernels, spec, tensors: trained.tensors };
}

it('gives the probabilities of the endpoint when an independent reader runs model.onnx', async () => {
  const { kernels, spec, tensors } = await trainedModel();
  const graph = readOnnx(onnxModel(spec, tensors));
  const predictor = new Predictor(kernels, { spec, tensors });
  const random = new SeededRandom('onnx images');
  for (const label of [0, 1, 0, 1]) {
    const rgba = stripedPixels(label, random, SIDE);
    const planes = [0, 1, 2].flatMap((channel) => [...rgba].filter((_, at) => at % 4 === channel));
    const { shape, values } = evaluateOnnx(graph, { shape: [1, 3, SIDE, SIDE], values: planes });
    const served = predictor.classify(encodePng(rgba, SIDE, SIDE));
    expect(shape).toEqual([1, 2]);
    for (const [index, value] of values.entries()) expect(Math.abs(value - served[index]!)).toBeLessThan(1e-4);
  }
  expect(graph.operatorSet).toBe(17);
  expect(graph.inputs).toEqual(['image']);
  expect(graph.outputs).toEqual(['probabilities']);
});
