import { MODEL_FORMAT_VERSION, type ModelSpec } from '../../core/inference/model-spec';
import type { Hyperparameters } from '../hyperparameters/read-hyperparameters';
import { VARIANCE_EPSILON } from '../network/block';
import { describeTensors, tensorLength } from '../network/model-tensors';
import { featureCount } from '../network/network-shape';
import type { TrainedNetwork } from '../training/train-network';

export interface ModelDescription {
  readonly trained: TrainedNetwork;
  readonly classes: readonly string[];
  readonly hyperparameters: Hyperparameters;
  /** Images of each class, in class order. */
  readonly images: { readonly train: readonly number[]; readonly validation?: readonly number[] };
}

/** `model.json` of a trained network. It holds no time of day and no duration: the same training writes the same file. */
export function describeModel({ trained, classes, hyperparameters, images }: ModelDescription): ModelSpec {
  const { shape, normalisation } = trained;
  const blocks = shape.blockChannels.map((outputChannels, index) => {
    return { type: 'block' as const, name: `block${index + 1}`, outputChannels, varianceEpsilon: VARIANCE_EPSILON };
  });
  let offset = 0;
  const tensors = describeTensors(shape).map((description) => {
    const entry = { name: description.name, shape: [...description.shape], offset };
    offset += 4 * tensorLength(description);
    return entry;
  });
  return {
    formatVersion: MODEL_FORMAT_VERSION,
    classes: [...classes],
    input: {
      channels: shape.channels,
      height: shape.height,
      width: shape.width,
      ...(hyperparameters.resize === undefined ? {} : { resize: hyperparameters.resize }),
      mean: [...normalisation.mean],
      deviation: [...normalisation.deviation],
    },
    layers: [
      ...blocks,
      { type: 'dense', name: 'dense', inputs: featureCount(shape), outputs: shape.classes },
      { type: 'softmax' },
    ],
    tensors,
    training: {
      seed: hyperparameters.seed,
      kernels: trained.kernelName,
      end: trained.end,
      epoch: trained.epoch,
      images: { train: [...images.train], ...(images.validation && { validation: [...images.validation] }) },
      hyperparameters,
      epochs: [...trained.epochs],
    },
  };
}
