import { OBJECTIVES } from '../../../core/table-model/trees/tree-ensemble';
import type { Honoured, HyperparameterLists } from '../../hyperparameters/read-by-lists';
import * as read from '../../hyperparameters/readers';
import { METRIC_NAMES } from './boosting-metrics';

const honoured = <Value>(reader: read.Reader<Value>, about: string): Honoured<Value> => ({ reader, about });

/**
 * Names and ranges of the built-in XGBoost algorithm.
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/xgboost_hyperparameters.html
 */
export const BOOSTING_HONOURED = {
  num_round: honoured(read.wholeNumber(1), 'how many trees; required, as by the built-in algorithm'),
  objective: honoured(read.oneOf(OBJECTIVES), 'what is learned'),
  max_depth: honoured(read.wholeNumber(1, 64), 'splits on the way to a leaf at most'),
  eta: honoured(read.fraction(0, 1), 'share of each step that is taken'),
  gamma: honoured(read.numberFrom(0), 'loss that a split must save'),
  min_child_weight: honoured(read.numberFrom(0), 'sum of hessians that each side of a split must have'),
  subsample: honoured(read.positive(1), 'share of the rows that each tree sees'),
  colsample_bytree: honoured(read.positive(1), 'share of the features that each tree sees'),
  lambda: honoured(read.numberFrom(0), 'L2 regularisation of the leaves'),
  scale_pos_weight: honoured(read.positive(Number.MAX_SAFE_INTEGER), 'weight of the rows with label 1'),
  base_score: honoured(read.numberFrom(0), 'what every row starts from'),
  seed: honoured(read.wholeNumber(0), 'of the sampling'),
  eval_metric: honoured(read.someOf(METRIC_NAMES), 'metrics of the log, the last one for early stopping'),
  early_stopping_rounds: honoured(
    read.wholeNumber(1),
    'rounds without a better last metric on validation before it stops',
  ),
} as const satisfies HyperparameterLists['honoured'];

const ONLY_DART = 'it belongs to the booster dart; trees are boosted by gbtree';
const ONE_MACHINE = 'training runs on one core of one machine';
const EXACT = 'splits are searched exactly';
const ONLY_AFT = 'it belongs to the objective survival:aft';

const ACCEPTED: HyperparameterLists['accepted'] = {
  nthread: ONE_MACHINE,
  dsplit: ONE_MACHINE,
  deterministic_histogram: EXACT,
  single_precision_histogram: EXACT,
  tree_method: EXACT,
  sketch_eps: EXACT,
  max_bin: EXACT,
  updater: EXACT,
  predictor: ONE_MACHINE,
  refresh_leaf: 'trees are grown, never refreshed',
  seed_per_iteration: 'every tree has a seed of its own',
  silent: 'the log is always the same',
  verbosity: 'the log is always the same',
  save_model_on_termination: 'a stopped training always saves the trees so far',
  sample_type: ONLY_DART,
  normalize_type: ONLY_DART,
  rate_drop: ONLY_DART,
  one_drop: ONLY_DART,
  skip_drop: ONLY_DART,
  tweedie_variance_power: 'it belongs to the objective reg:tweedie',
  aft_loss_distribution: ONLY_AFT,
  aft_loss_distribution_scale: ONLY_AFT,
  lambda_bias: 'it belongs to the booster gblinear',
};

const refused = (because: string, ...off: string[]) => ({ because, off });

const REFUSED: HyperparameterLists['refused'] = {
  booster: refused('trees are boosted by gbtree only', 'gbtree'),
  alpha: refused('there is no L1 regularisation', '0', '0.0'),
  max_delta_step: refused('steps are not bounded', '0', '0.0'),
  colsample_bylevel: refused('features are drawn per tree: use colsample_bytree', '1', '1.0'),
  colsample_bynode: refused('features are drawn per tree: use colsample_bytree', '1', '1.0'),
  grow_policy: refused('trees grow level by level', 'depthwise'),
  max_leaves: refused('trees grow level by level, bounded by max_depth', '0'),
  num_class: refused('there is one output; several classes are not supported', '0', '1'),
  num_parallel_tree: refused('one tree is grown a round', '1'),
  csv_weights: refused('rows have no weights: the first column is the label, all others are features', '0'),
  process_type: refused('trees are grown from nothing', 'default'),
  monotone_constraints: refused('splits are not constrained', '', '()'),
  interaction_constraints: refused('splits are not constrained', '', '[]'),
  sampling_method: refused('rows are drawn uniformly', 'uniform'),
  prob_buffer_row: refused('every row is kept: use subsample', '1', '1.0'),
  enable_categorical: refused('splits are numeric: encode categories first', 'false', '0'),
  use_dask_gpu_training: refused(ONE_MACHINE, 'false'),
  _kfold: refused('there is no cross-validation'),
  _num_cv_round: refused('there is no cross-validation'),
};

export const BOOSTING_LISTS: HyperparameterLists = {
  honoured: BOOSTING_HONOURED,
  accepted: ACCEPTED,
  refused: REFUSED,
  aliases: {
    learning_rate: 'eta',
    min_split_loss: 'gamma',
    reg_lambda: 'lambda',
    reg_alpha: 'alpha',
  },
};
