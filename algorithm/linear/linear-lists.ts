import type { Honoured, HyperparameterLists } from '../hyperparameters/read-by-lists';
import * as read from '../hyperparameters/readers';

const honoured = <Value>(reader: read.Reader<Value>, about: string): Honoured<Value> => ({ reader, about });

const AUTO = 'auto';
const orAuto = <Value>(reader: read.Reader<Value>): read.Reader<Value | typeof AUTO> => ({
  valid: `${reader.valid}, or auto`,
  read: (text) => (text === AUTO ? AUTO : reader.read(text)),
});

/**
 * Names and ranges of the built-in Linear Learner, as far as a logistic regression has them.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/ll_hyperparameters.html
 */
export const LINEAR_HONOURED = {
  predictor_type: honoured(
    read.oneOf(['binary_classifier']),
    'what is learned; required, as by the built-in algorithm',
  ),
  feature_dim: honoured(orAuto(read.wholeNumber(1)), 'compared with the rows'),
  wd: honoured(orAuto(read.positive(1000)), 'L2 penalty beside the mean loss of a row'),
  normalize_data: honoured(
    orAuto(read.trueOrFalse),
    'whether features are brought to mean 0 and deviation 1 for the training',
  ),
} as const satisfies HyperparameterLists['honoured'];

const NEWTON = 'the optimum is found by Newton’s method, without steps of a size';
const HALF = 'predicted_label changes at 0.5';

const ACCEPTED: HyperparameterLists['accepted'] = {
  epochs: NEWTON,
  mini_batch_size: NEWTON,
  optimizer: NEWTON,
  learning_rate: NEWTON,
  momentum: NEWTON,
  beta_1: NEWTON,
  beta_2: NEWTON,
  bias_lr_mult: NEWTON,
  use_lr_scheduler: NEWTON,
  lr_scheduler_step: NEWTON,
  lr_scheduler_factor: NEWTON,
  lr_scheduler_minimum_lr: NEWTON,
  early_stopping_patience: NEWTON,
  early_stopping_tolerance: NEWTON,
  init_method: NEWTON,
  init_scale: NEWTON,
  init_sigma: NEWTON,
  init_bias: NEWTON,
  num_models: 'there is one optimum, hence one model',
  num_calibration_samples: 'nothing is calibrated',
  num_point_for_scaler: 'features are normalised by all training rows',
  unbias_data: 'the intercept does what it does',
  binary_classifier_model_selection_criteria: HALF,
  target_precision: HALF,
  target_recall: HALF,
  f_beta: HALF,
};

const refused = (because: string, ...off: string[]) => ({ because, off });

const REFUSED: HyperparameterLists['refused'] = {
  loss: refused('the loss is that of a logistic regression', 'auto', 'logistic'),
  l1: refused('there is no L1 penalty', 'auto', '0', '0.0'),
  use_bias: refused('the model always has an intercept', 'true'),
  bias_wd_mult: refused('the intercept is not penalised', 'auto', '0', '0.0'),
  positive_example_weight_mult: refused('all rows count alike', '1', '1.0'),
  balance_multiclass_weights: refused('all rows count alike', 'false'),
  normalize_label: refused('a label is 0 or 1', 'auto', 'false'),
  unbias_label: refused('a label is 0 or 1', 'auto', 'false'),
  num_classes: refused('labels are 0 and 1', '2'),
  accuracy_top_k: refused('labels are 0 and 1'),
  quantile: refused('it belongs to regressions'),
  loss_insensitivity: refused('it belongs to regressions'),
  huber_delta: refused('it belongs to regressions'),
  margin: refused('it belongs to the hinge loss'),
};

export const LINEAR_LISTS: HyperparameterLists = { honoured: LINEAR_HONOURED, accepted: ACCEPTED, refused: REFUSED };
