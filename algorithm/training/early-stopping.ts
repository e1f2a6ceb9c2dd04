import type { Hyperparameters } from '../hyperparameters/read-hyperparameters';
import type { ModelTensors } from '../network/model-tensors';

type EarlyStoppingRule = Pick<
  Hyperparameters,
  'early_stopping_min_epochs' | 'early_stopping_patience' | 'early_stopping_tolerance'
>;

/**
 * Watches the validation accuracy as the built-in algorithm does: a rise counts if (accuracy - best) / best exceeds the tolerance,
 * and training stops after `patience` epochs without one, from `min_epochs` on.
 */
export class EarlyStopping {
  /** Weights of the epoch with the highest accuracy so far; the first of equals. */
  best?: { readonly epoch: number; readonly tensors: ModelTensors };
  private highest = -1;
  private reference = 0;
  private lastRise = 0;

  constructor(private readonly rule: EarlyStoppingRule) {}

  /** @param epoch counted from 0 */
  shouldStop(epoch: number, accuracy: number, tensors: ModelTensors): boolean {
    const {
      early_stopping_min_epochs: minimum,
      early_stopping_patience: patience,
      early_stopping_tolerance: tolerance,
    } = this.rule;
    if (accuracy > this.highest) {
      this.highest = accuracy;
      this.best = { epoch, tensors };
    }
    if (accuracy > this.reference * (1 + tolerance)) {
      this.reference = accuracy;
      this.lastRise = epoch;
    }
    return epoch + 1 >= minimum && epoch - this.lastRise >= patience;
  }
}
