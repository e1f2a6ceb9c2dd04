import type { Objective } from '../../../core/table-model/trees/tree-ensemble';

/** The hyperparameters of gradient boosting, by XGBoost's names and with its defaults. */
export interface BoostingParameters {
  readonly objective: Objective;
  /** How many trees. */
  readonly num_round: number;
  /** Splits on the way to a leaf at most. */
  readonly max_depth: number;
  /** Share of each tree's step that is taken, 0..1. */
  readonly eta: number;
  /** Loss that a split must save to stay. */
  readonly gamma: number;
  /** Sum of hessians that each child of a split must have. */
  readonly min_child_weight: number;
  /** Share of the rows that each tree sees. */
  readonly subsample: number;
  /** Share of the features that each tree sees. */
  readonly colsample_bytree: number;
  /** L2 regularisation of the leaves. */
  readonly lambda: number;
  /** Weight of the positive rows. */
  readonly scale_pos_weight: number;
  /** What every row starts from: a probability for binary:logistic. */
  readonly base_score: number;
  readonly seed: number;
}

export const DEFAULT_BOOSTING: BoostingParameters = {
  objective: 'binary:logistic',
  num_round: 100,
  max_depth: 6,
  eta: 0.3,
  gamma: 0,
  min_child_weight: 1,
  subsample: 1,
  colsample_bytree: 1,
  lambda: 1,
  scale_pos_weight: 1,
  base_score: 0.5,
  seed: 0,
};
