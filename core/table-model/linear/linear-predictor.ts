import type { TablePredictor } from '../table-predictor';
import { type LinearModel, predictLinear } from './linear-model';

/** A logistic regression that answers tables. */
export class LinearPredictor implements TablePredictor {
  readonly about = 'logistic regression';
  readonly saysLabel = true;

  constructor(private readonly model: LinearModel) {}

  get features(): number {
    return this.model.features.length;
  }

  get featureNames(): readonly string[] {
    return this.model.features;
  }

  predictRows(rows: Float32Array): Float64Array {
    return predictLinear(this.model, rows);
  }
}
