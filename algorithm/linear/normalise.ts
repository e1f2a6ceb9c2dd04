import type { LinearModel } from '../../core/table-model/linear/linear-model';
import type { LabelledRows } from '../trees/training/train-trees';

/** Of each feature; a missing one counts as 0, as it does in the model. */
export interface Scale {
  readonly mean: Float64Array;
  /** The population's; 1 where a feature does not vary. */
  readonly deviation: Float64Array;
}

const present = (value: number): number => (Number.isNaN(value) ? 0 : value);

export function scaleOf(values: Float32Array, features: number): Scale {
  const rows = values.length / features;
  const mean = new Float64Array(features);
  const squares = new Float64Array(features);
  for (let row = 0; row < rows; row += 1)
    for (let feature = 0; feature < features; feature += 1) {
      const value = present(values[row * features + feature]!);
      // Welford's method: no difference of large sums.
      const delta = value - mean[feature]!;
      mean[feature]! += delta / (row + 1);
      squares[feature]! += delta * (value - mean[feature]!);
    }
  return { mean, deviation: squares.map((sum) => Math.sqrt(sum / rows) || 1) };
}

/** Rows of mean 0 and deviation 1. */
export function normalised({ values, labels }: LabelledRows, { mean, deviation }: Scale): LabelledRows {
  const features = mean.length;
  const scaled = values.map((value, at) => (present(value) - mean[at % features]!) / deviation[at % features]!);
  return { values: scaled, labels };
}

/** The model of the rows as they were, from that of the normalised ones: the same answers. */
export function denormalised(model: LinearModel, { mean, deviation }: Scale): LinearModel {
  const weights = model.weights.map((weight, feature) => weight / deviation[feature]!);
  const intercept = weights.reduce((sum, weight, feature) => sum - weight * mean[feature]!, model.intercept);
  return { ...model, weights, intercept };
}
