import type { Objective } from '../../../core/table-model/trees/tree-ensemble';
import { HyperparameterInvalid } from '../../container/algorithm-error';
import { readByLists } from '../../hyperparameters/read-by-lists';
import type { Reader } from '../../hyperparameters/readers';
import { type BOOSTING_HONOURED, BOOSTING_LISTS } from './boosting-lists';
import type { MetricName } from './boosting-metrics';
import { type BoostingParameters, DEFAULT_BOOSTING } from './boosting-parameters';

type Name = keyof typeof BOOSTING_HONOURED;
type Value<Of extends Name> = (typeof BOOSTING_HONOURED)[Of]['reader'] extends Reader<infer Type> ? Type : never;
type Given = { readonly [Of in Name]?: Value<Of> };

export interface BoostingHyperparameters {
  readonly parameters: BoostingParameters;
  readonly metrics: readonly MetricName[];
  /** Absent: every round is trained. */
  readonly earlyStoppingRounds?: number;
  /** One line for every hyperparameter that was accepted without effect. */
  readonly notes: readonly string[];
}

/** What the log shows; the last one decides about early stopping, as in XGBoost. */
const DEFAULT_METRICS: Readonly<Record<Objective, readonly MetricName[]>> = {
  'binary:logistic': ['auc', 'logloss'],
  'reg:squarederror': ['rmse'],
};

/**
 * The hyperparameters of the built-in XGBoost, with its defaults.
 * @throws HyperparameterInvalid naming the hyperparameter, its value and what is valid
 */
export function readBoostingHyperparameters(given: Readonly<Record<string, unknown>>): BoostingHyperparameters {
  const { values, notes } = readByLists(given, BOOSTING_LISTS);
  const { eval_metric: metrics, early_stopping_rounds: earlyStoppingRounds, num_round, ...rest } = values as Given;
  if (num_round === undefined)
    throw new HyperparameterInvalid('num_round is missing: say how many trees to train, such as 100.');
  // The built-in algorithm's default, where the library's own is a classification.
  const objective = rest.objective ?? 'reg:squarederror';
  const parameters = { ...DEFAULT_BOOSTING, ...rest, objective, num_round };
  const { base_score: base } = parameters;
  if (objective === 'binary:logistic' && !(base > 0 && base < 1))
    throw new HyperparameterInvalid(`base_score is ${base}; with binary:logistic it is a probability between 0 and 1.`);
  return { parameters, metrics: metrics ?? DEFAULT_METRICS[objective], earlyStoppingRounds, notes };
}
