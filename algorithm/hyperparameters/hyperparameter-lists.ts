import { MAX_EPOCHS } from '../../core/contracts/limits';
import { AUGMENTATION_TYPES } from '../training/augmentation';
import type { Honoured, HyperparameterLists } from './read-by-lists';
import * as read from './readers';

/** Its default lies in `readHyperparameters`, where it may depend on others. */
const honoured = <Value>(reader: read.Reader<Value>, about: string): Honoured<Value> => ({ reader, about });

/** Names and ranges of the built-in image-classification algorithm, and after `seed` those of our own. */
export const HONOURED = {
  num_classes: honoured(read.wholeNumber(2, 1000), 'number of classes; labels are 0 to this minus 1'),
  num_training_samples: honoured(read.wholeNumber(1), 'compared with the list; a difference is logged'),
  image_shape: honoured(read.imageShape, 'channels, height and width that every image is brought to'),
  resize: honoured(
    read.wholeNumber(16, 4096),
    'shorter side before the centre is cut out; without it the whole image is squeezed',
  ),
  epochs: honoured(read.wholeNumber(1, MAX_EPOCHS), 'passes over the training images'),
  mini_batch_size: honoured(read.wholeNumber(2, 1024), 'images per step'),
  learning_rate: honoured(read.positive(1), 'largest learning rate'),
  lr_scheduler_step: honoured(
    read.epochList,
    'epochs after which the rate falls; without it the rate follows a cosine to 0',
  ),
  lr_scheduler_factor: honoured(read.fraction(0, 1), 'factor of each fall'),
  optimizer: honoured(read.oneOf(['adam', 'sgd', 'nag', 'rmsprop']), 'rule of the steps'),
  momentum: honoured(read.fraction(0, 1, false), 'of sgd and nag'),
  weight_decay: honoured(read.fraction(0, 1), 'of the weights; decoupled in adam'),
  beta_1: honoured(read.fraction(0, 1, false), 'of adam'),
  beta_2: honoured(read.fraction(0, 1, false), 'of adam'),
  eps: honoured(read.positive(1), 'of adam and rmsprop'),
  gamma: honoured(read.fraction(0, 1, false), 'of rmsprop'),
  augmentation_type: honoured(read.oneOf(AUGMENTATION_TYPES), 'random changes of the training images; `none` is ours'),
  early_stopping: honoured(read.trueOrFalse, 'stop when validation accuracy no longer rises, and keep the best epoch'),
  early_stopping_min_epochs: honoured(read.wholeNumber(1), 'epochs before it may stop'),
  early_stopping_patience: honoured(read.wholeNumber(1), 'epochs without a rise before it stops'),
  early_stopping_tolerance: honoured(read.fraction(0, 1), 'share of the best accuracy by which a rise must exceed it'),
  top_k: honoured(read.wholeNumber(2, 1000), 'also report how often the label is among the k most probable'),
  seed: honoured(read.wholeNumber(0), 'of the first weights, the order, augmentation and dropout'),
  class_names: honoured(read.classNames, 'written to model.json'),
  dropout: honoured(read.fraction(0, 1, false), 'probability that a penultimate feature is dropped'),
  label_smoothing: honoured(read.fraction(0, 1, false), 'share of the target spread over all classes'),
  block_channels: honoured(read.blockChannels, 'output channels of the three blocks'),
} as const satisfies Readonly<Record<string, Honoured<unknown>>>;

export type HonouredName = keyof typeof HONOURED;

/** A hyperparameter of the built-in algorithm that has no effect here: why. */
const ACCEPTED: HyperparameterLists['accepted'] = {
  num_layers: 'the network is always three convolution blocks and a dense layer',
  use_pretrained_model: 'there are no pre-trained weights; the network starts from random ones',
  precision_dtype: 'the network is always trained in float32',
  kv_store: 'training runs on one machine',
  checkpoint_frequency: 'the model is written once, at the end',
};

const REFUSED: HyperparameterLists['refused'] = {
  multi_label: {
    because: 'an image has exactly one class here; train one model per label, or use the built-in algorithm',
    off: ['0'],
  },
  use_weighted_loss: {
    because: 'it weighs the labels of multi-label training, which is not supported',
    off: ['0'],
  },
};

export const IMAGE_LISTS: HyperparameterLists = { honoured: HONOURED, accepted: ACCEPTED, refused: REFUSED };
