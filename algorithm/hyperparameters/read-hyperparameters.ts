import { HyperparameterInvalid } from '../container/algorithm-error';
import { type HONOURED, type HonouredName, IMAGE_LISTS } from './hyperparameter-lists';
import { readByLists } from './read-by-lists';
import type { Reader } from './readers';

type Value<Name extends HonouredName> = (typeof HONOURED)[Name]['reader'] extends Reader<infer Type> ? Type : never;
type Given = { readonly [Name in HonouredName]?: Value<Name> };

/** Known only from the data, or off, where not given. */
type Optional = 'num_classes' | 'num_training_samples' | 'resize' | 'lr_scheduler_step' | 'top_k' | 'class_names';

/** Under the names that the caller uses. */
export type Hyperparameters = { readonly [Name in Exclude<HonouredName, Optional>]: Value<Name> } & {
  readonly [Name in Optional]?: Value<Name>;
};

export interface HyperparameterReading {
  readonly hyperparameters: Hyperparameters;
  /** One line for every hyperparameter that was accepted without effect. */
  readonly notes: readonly string[];
}

const DEFAULTS = {
  image_shape: { channels: 3, height: 32, width: 32 },
  epochs: 40,
  mini_batch_size: 32,
  lr_scheduler_factor: 0.1,
  optimizer: 'adam',
  momentum: 0.9,
  beta_1: 0.9,
  beta_2: 0.999,
  eps: 1e-8,
  gamma: 0.9,
  augmentation_type: 'crop',
  early_stopping: false,
  early_stopping_min_epochs: 10,
  early_stopping_patience: 5,
  early_stopping_tolerance: 0,
  seed: 1,
  dropout: 0.4,
  label_smoothing: 0,
  block_channels: [16, 32, 64],
} as const;

/** Learning rate and weight decay that suit small images, by optimiser. Adam's decay is decoupled, hence its size. */
const BY_OPTIMIZER = {
  adam: { learning_rate: 0.005, weight_decay: 0.2 },
  sgd: { learning_rate: 0.05, weight_decay: 0.001 },
  nag: { learning_rate: 0.05, weight_decay: 0.001 },
  rmsprop: { learning_rate: 0.001, weight_decay: 0.001 },
} as const;

/**
 * The hyperparameters of image classification, with defaults.
 * @throws HyperparameterInvalid naming the hyperparameter, its value and what is valid
 */
export function readHyperparameters(given: Readonly<Record<string, unknown>>): HyperparameterReading {
  const listed = readByLists(given, IMAGE_LISTS);
  const notes = [...listed.notes];
  const read = listed.values as Given;
  const perOptimizer = BY_OPTIMIZER[read.optimizer ?? DEFAULTS.optimizer];
  const hyperparameters: Hyperparameters = { ...DEFAULTS, ...perOptimizer, ...read };
  checkTogether(hyperparameters);
  if (read.lr_scheduler_factor !== undefined && read.lr_scheduler_step === undefined) {
    notes.push('lr_scheduler_factor has no effect without lr_scheduler_step: the rate follows a cosine to 0.');
  }
  return { hyperparameters, notes };
}

function checkTogether(hyperparameters: Hyperparameters): void {
  const { num_classes: classes, class_names: names, image_shape: shape, resize, top_k: topK } = hyperparameters;
  if (classes !== undefined && names !== undefined && names.length !== classes) {
    throw new HyperparameterInvalid(`num_classes is ${classes}, but class_names has ${names.length} names.`);
  }
  if (resize !== undefined && resize < Math.max(shape.height, shape.width)) {
    throw new HyperparameterInvalid(`resize is ${resize}; it must be at least the larger side of image_shape.`);
  }
  const count = classes ?? names?.length;
  if (topK !== undefined && count !== undefined && topK >= count) {
    throw new HyperparameterInvalid(`top_k is ${topK}; with ${count} classes it must be below ${count}.`);
  }
}
