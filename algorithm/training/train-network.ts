import type { EpochMetrics, TrainingEnd } from '../../core/inference/model-spec';
import { SeededRandom } from '../../core/seeded-random';
import type { Hyperparameters } from '../hyperparameters/read-hyperparameters';
import type { Kernels } from '../kernels/kernels';
import type { KernelFactory } from '../kernels/load-kernels';
import { InferenceNetwork } from '../network/inference-network';
import type { ModelTensors } from '../network/model-tensors';
import type { NetworkShape } from '../network/network-shape';
import { TrainingNetwork } from '../network/training-network';
import { EarlyStopping } from './early-stopping';
import { EpochRunner } from './epoch-runner';
import { evaluate } from './evaluate';
import { type ImageSet, measureNormalisation, type Normalisation } from './image-set';
import { ImageWriter } from './image-writer';
import type { Score } from './score';

export interface TrainingRun {
  readonly kernels: KernelFactory;
  readonly train: ImageSet;
  readonly validation?: ImageSet;
  readonly classes: number;
  readonly hyperparameters: Hyperparameters;
  /** Ends the training after the current batch, with the model so far. */
  readonly signal: AbortSignal;
  /** @param seconds what the epoch's training took, validation not included */
  readonly onEpoch: (metrics: EpochMetrics, seconds: number) => void;
}

export interface TrainedNetwork {
  readonly shape: NetworkShape;
  readonly tensors: ModelTensors;
  readonly normalisation: Normalisation;
  readonly epochs: readonly EpochMetrics[];
  readonly end: TrainingEnd;
  /** The epoch whose weights these are. */
  readonly epoch: number;
  readonly kernelName: Kernels['name'];
}

/** Batches evaluated at once. */
const EVALUATION_BATCH = 32;

/**
 * Trains from random weights. The model is that of the last epoch; with early stopping, that of the best one. Everything random
 * stems from the seed, so that the same data and hyperparameters give the same weights, byte by byte, wherever the same kernels run.
 * @throws TrainingDiverged
 */
export async function trainNetwork(run: TrainingRun): Promise<TrainedNetwork> {
  const { train, validation, hyperparameters } = run;
  const { seed, epochs: epochCount, top_k: topK } = hyperparameters;
  const shape: NetworkShape = {
    channels: train.channels,
    height: train.height,
    width: train.width,
    classes: run.classes,
    blockChannels: hyperparameters.block_channels,
  };
  const network = new TrainingNetwork(run.kernels, {
    shape,
    batch: Math.min(hyperparameters.mini_batch_size, train.count),
    dropout: hyperparameters.dropout,
    labelSmoothing: hyperparameters.label_smoothing,
    random: new SeededRandom(seed, 'weights and dropout'),
    topK,
  });
  const normalisation = measureNormalisation(train);
  const epochRunner = new EpochRunner(run, network, new ImageWriter(train, normalisation));
  const examiner =
    validation && examinerOf(run.kernels, shape, validation, new ImageWriter(validation, normalisation), topK);
  const stopping = examiner && hyperparameters.early_stopping ? new EarlyStopping(hyperparameters) : undefined;
  const epochs: EpochMetrics[] = [];
  const trained = { shape, normalisation, epochs, kernelName: network.kernelName };
  for (let epoch = 0; epoch < epochCount; epoch += 1) {
    const start = performance.now();
    const score = await epochRunner.run(epoch);
    const seconds = (performance.now() - start) / 1000;
    if (score === undefined) return { ...trained, tensors: network.tensors(), end: 'interrupted', epoch };
    const tensors = network.tensors();
    const metrics: EpochMetrics = { epoch, ...trainMetrics(score, topK), ...(await examiner?.(tensors)) };
    epochs.push(metrics);
    run.onEpoch(metrics, seconds);
    if (stopping?.shouldStop(epoch, metrics.validationAccuracy ?? 0, tensors)) break;
  }
  const end = epochs.length < epochCount ? 'early-stopping' : 'completed';
  if (stopping?.best !== undefined) return { ...trained, ...stopping.best, end };
  return { ...trained, tensors: network.tensors(), end, epoch: epochCount - 1 };
}

function trainMetrics(score: Score, topK: number | undefined) {
  const metrics = { trainAccuracy: score.accuracy, trainCrossEntropy: score.crossEntropy };
  return topK === undefined ? metrics : { ...metrics, trainTopKAccuracy: score.topKAccuracy };
}

/** Measures weights on the validation images, through the network that will serve them. */
function examinerOf(
  kernels: KernelFactory,
  shape: NetworkShape,
  validation: ImageSet,
  writer: ImageWriter,
  topK: number | undefined,
) {
  const network = new InferenceNetwork(kernels, shape, Math.min(EVALUATION_BATCH, validation.count));
  return async (tensors: ModelTensors) => {
    network.load(tensors);
    const score = await evaluate(network, validation, writer, topK);
    const metrics = { validationAccuracy: score.accuracy, validationCrossEntropy: score.crossEntropy };
    return topK === undefined ? metrics : { ...metrics, validationTopKAccuracy: score.topKAccuracy };
  };
}
