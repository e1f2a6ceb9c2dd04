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

it('knows every name of the lists either way', () => {
  const { honoured, accepted, refused, aliases } = BOOSTING_LISTS;
  for (const name of [honoured, accepted, refused, aliases!].flatMap(Object.keys))
    expect(() => tableHyperparameters([`${name}=1`], false)).not.toThrow();
});
