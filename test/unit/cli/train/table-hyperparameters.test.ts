import { readByLists } from '../../../../algorithm/hyperparameters/read-by-lists';
import { BOOSTING_LISTS } from '../../../../algorithm/trees/training/boosting-lists';
import { tableHyperparameters } from '../../../../cli/train/table-hyperparameters';
import { UsageError } from '../../../../cli/usage-error';

it('passes on what was given, as it was given', () => {
  const pairs = ['max_depth=3', 'learning_rate=0.2', '_tuning_objective_metric=x'];
  expect(tableHyperparameters(pairs, true)).toEqual({
    ...{ max_depth: '3', learning_rate: '0.2', _tuning_objective_metric: 'x' },
  });
});

it.each([true, false])('refuses a name that there is none of, whoever trains (our program: %s)', (isOurProgram) => {
  expect(() => tableHyperparameters(['max_dept=3'], isOurProgram)).toThrow(UsageError);
  expect(() => tableHyperparameters(['max_dept=3'], isOurProgram)).toThrow(/no hyperparameter max_dept.*max_depth/);
});

it('leaves values to SageMaker’s XGBoost where that trains', () => {
  for (const pair of ['booster=dart', 'eval_metric=aucpr', 'alpha=1']) {
    expect(() => tableHyperparameters([pair], false)).not.toThrow();
    expect(() => tableHyperparameters([pair], true)).toThrow(UsageError);
  }
});

it('knows every name that SageMaker’s XGBoost takes', () => {
  const names = [
    'aft_loss_distribution aft_loss_distribution_scale alpha base_score booster colsample_bylevel colsample_bynode',
    'colsample_bytree csv_weights deterministic_histogram dsplit early_stopping_rounds eta eval_metric gamma grow_policy',
    'interaction_constraints lambda lambda_bias learning_rate max_bin max_delta_step max_depth max_leaves min_child_weight',
    'min_split_loss monotone_constraints normalize_type nthread num_class num_parallel_tree num_round objective one_drop',
    'predictor prob_buffer_row process_type rate_drop refresh_leaf reg_alpha reg_lambda sample_type sampling_method',
    'save_model_on_termination scale_pos_weight seed single_precision_histogram sketch_eps skip_drop subsample tree_method',
    'tweedie_variance_power updater use_dask_gpu_training verbosity _kfold _num_cv_round _tuning_objective_metric',
  ].flatMap((line) => line.split(' '));
  for (const name of names) expect(() => tableHyperparameters([`${name}=1`], false)).not.toThrow();
});

it.each([
  ['single_precision_histogram=true', /has no effect: splits are searched exactly/],
  ['aft_loss_distribution=logistic', /has no effect: it belongs to the objective survival:aft/],
  ['aft_loss_distribution_scale=1.2', /has no effect: it belongs to the objective survival:aft/],
  ['prob_buffer_row=1.0', /is what this algorithm does/],
])('says why our program goes on without %s', (pair, note) => {
  const [name, value] = pair.split('=') as [string, string];
  expect(readByLists({ [name]: value }, BOOSTING_LISTS).notes).toEqual([expect.stringMatching(note)]);
});

it('refuses that our program keeps a part of the rows only', () => {
  expect(() => tableHyperparameters(['prob_buffer_row=0.5'], true)).toThrow(
    /is refused: every row is kept: use subsample/,
  );
});

it('knows every name of the lists either way', () => {
  const { honoured, accepted, refused, aliases } = BOOSTING_LISTS;
  for (const name of [honoured, accepted, refused, aliases!].flatMap(Object.keys))
    expect(() => tableHyperparameters([`${name}=1`], false)).not.toThrow();
});
