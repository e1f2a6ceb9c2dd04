import { HyperparameterInvalid } from '../container/algorithm-error';
import { readByLists } from '../hyperparameters/read-by-lists';
import { LINEAR_LISTS } from './linear-lists';

export interface LinearHyperparameters {
  /** How many features the rows have to have; undefined where nobody says. */
  readonly featureCount?: number;
  /** L2 penalty beside the mean loss of a row. */
  readonly penalty: number;
  readonly isNormalised: boolean;
  /** One line for every hyperparameter that was accepted without effect. */
  readonly notes: readonly string[];
}

/** Small beside the loss of a row (0.69 before training), and enough for one optimum where features repeat each other. */
const DEFAULT_PENALTY = 1e-4;

/**
 * The hyperparameters of the built-in Linear Learner.
 * @throws HyperparameterInvalid naming the hyperparameter, its value and what is valid
 */
export function readLinearHyperparameters(given: Readonly<Record<string, unknown>>): LinearHyperparameters {
  const { values, notes } = readByLists(given, LINEAR_LISTS);
  const { predictor_type: type, feature_dim: dimension, wd, normalize_data: normalise } = values;
  if (type === undefined) throw new HyperparameterInvalid('predictor_type is missing; it must be binary_classifier.');
  return {
    featureCount: typeof dimension === 'number' ? dimension : undefined,
    penalty: typeof wd === 'number' ? wd : DEFAULT_PENALTY,
    isNormalised: normalise !== false,
    notes,
  };
}
