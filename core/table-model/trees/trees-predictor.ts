import type { TablePredictor } from '../table-predictor';
import { CompiledEnsemble } from './compiled-ensemble';
import type { TreeEnsemble } from './tree-ensemble';

/** Boosted trees that answer tables. */
export class TreesPredictor implements TablePredictor {
  readonly saysLabel = false;
  private readonly compiled: CompiledEnsemble;

  constructor(private readonly ensemble: TreeEnsemble) {
    this.compiled = new CompiledEnsemble(ensemble);
  }

  get about(): string {
    return `XGBoost model of ${this.ensemble.trees.length} trees (${this.ensemble.objective})`;
  }

  get features(): number {
    return this.ensemble.features;
  }

  get featureNames(): readonly string[] | undefined {
    return this.ensemble.featureNames;
  }

  predictRows(rows: Float32Array): Float64Array {
    return this.compiled.predictRows(rows);
  }
}
