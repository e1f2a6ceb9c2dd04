import type { Parameter } from '../../network/parameter';
import type { Optimiser } from './optimiser';

export interface RmsPropOptions {
  /** Decay of the moving average of squared gradients. */
  readonly gamma: number;
  readonly epsilon: number;
  readonly weightDecay: number;
}

/** RMSProp (Tieleman and Hinton, 2012); weight decay is added to the gradient. */
export class RmsProp implements Optimiser {
  private readonly squares: readonly Float32Array[];

  constructor(
    private readonly parameters: readonly Parameter[],
    private readonly options: RmsPropOptions,
  ) {
    this.squares = parameters.map(({ values }) => new Float32Array(values.length));
  }

  step(learningRate: number): void {
    const { gamma, epsilon, weightDecay } = this.options;
    for (const [index, { values, gradient, decays }] of this.parameters.entries()) {
      const square = this.squares[index]!;
      const decay = decays ? weightDecay : 0;
      for (let at = 0; at < values.length; at += 1) {
        const slope = gradient[at]! + decay * values[at]!;
        square[at] = gamma * square[at]! + (1 - gamma) * slope * slope;
        values[at]! -= (learningRate * slope) / (Math.sqrt(square[at]!) + epsilon);
      }
    }
  }
}
