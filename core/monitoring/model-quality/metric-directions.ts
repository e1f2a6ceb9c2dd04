import type { MetricConstraint, ModelQualityConstraints } from '../formats/model-quality-constraints';

type Operator = MetricConstraint['comparison_operator'];
const [LESS, GREATER]: readonly [Operator, Operator] = ['LessThanThreshold', 'GreaterThanThreshold'];

/** Metrics that a baseline holds a model to, and on which side of the threshold a violation lies. */
export const METRIC_DIRECTIONS = {
  binary: {
    recall: LESS,
    precision: LESS,
    accuracy: LESS,
    true_positive_rate: LESS,
    true_negative_rate: LESS,
    false_positive_rate: GREATER,
    false_negative_rate: GREATER,
    auc: LESS,
    f0_5: LESS,
    f1: LESS,
    f2: LESS,
  },
  multiclass: {
    accuracy: LESS,
    weighted_recall: LESS,
    weighted_precision: LESS,
    weighted_f0_5: LESS,
    weighted_f1: LESS,
    weighted_f2: LESS,
  },
  regression: { mae: GREATER, mse: GREATER, rmse: GREATER, r2: LESS },
} as const satisfies Record<string, Readonly<Record<string, Operator>>>;

/** The block of the constraints file for each kind of problem. */
export const CONSTRAINT_BLOCKS = {
  binary: 'binary_classification_constraints',
  multiclass: 'multiclass_classification_constraints',
  regression: 'regression_constraints',
} as const satisfies Record<string, keyof ModelQualityConstraints>;
