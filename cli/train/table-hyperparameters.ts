import { HyperparameterInvalid } from '../../algorithm/container/algorithm-error';
import { type HyperparameterLists, readByLists } from '../../algorithm/hyperparameters/read-by-lists';
import { BOOSTING_LISTS } from '../../algorithm/trees/training/boosting-lists';
import { UsageError } from '../usage-error';
import { readHyperparameters } from './read-hyperparameters';

const { honoured, accepted, refused, aliases } = BOOSTING_LISTS;

/**
 * Every name that SageMaker's XGBoost takes is in the lists, beside some that only XGBoost itself knows. Which values it takes is its own affair: they are more.
 * @see https://github.com/aws/sagemaker-xgboost-container/blob/master/src/sagemaker_xgboost_container/algorithm_mode/hyperparameter_validation.py
 */
const NAMES_ONLY: HyperparameterLists = {
  honoured: {},
  accepted: Object.fromEntries(
    [honoured, accepted, refused].flatMap(Object.keys).map((name) => [name, 'not read here']),
  ),
  refused: {},
  aliases,
};

/**
 * The hyperparameters of `--hyperparameter name=value`, checked before anything is uploaded.
 * @param isOurProgram whether the program in `algorithm/` will train: its values are checked too, otherwise the names alone
 * @throws UsageError
 */
export function tableHyperparameters(pairs: readonly string[], isOurProgram: boolean): Record<string, string> {
  const given = readHyperparameters(pairs);
  try {
    readByLists(given, isOurProgram ? BOOSTING_LISTS : NAMES_ONLY);
  } catch (cause) {
    if (!(cause instanceof HyperparameterInvalid)) throw cause;
    throw new UsageError(`--hyperparameter: ${cause.message}`, { cause });
  }
  return given;
}
