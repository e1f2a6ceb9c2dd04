import type { Parameter } from '../../network/parameter';
import type { Optimiser } from './optimiser';

export interface SgdOptions {
  /** 0 <= momentum < 1. */
  readonly momentum: number;
  readonly weightDecay: number;
  /** Looks ahead by one step of momentum (Nesterov, 1983). */
  readonly nesterov: boolean;
}

/** Stochastic gradient descent; weight decay is added to the gradient. */
export class Sgd implements Optimiser {
  private readonly velocities: readonly Float32Array[];

  constructor(
    private readonly parameters: readonly Parameter[],
    private readonly options: SgdOptions,
  ) {
    this.velocities = parameters.map(({ values }) => new Float32Array(values.length));
  }

  step(learningRate: number): void {
    const { momentum, nesterov } = this.options;
    for (const [index, { values, gradient, decays }] of this.parameters.entries()) {
      const velocity = this.velocities[index]!;
      const decay = decays ? this.options.weightDecay : 0;
      for (let at = 0; at < values.length; at += 1) {
        const slope = gradient[at]! + decay * values[at]!;
        const speed = momentum * velocity[at]! + slope;
        velocity[at] = speed;
        values[at]! -= learningRate * (nesterov ? slope + momentum * speed : speed);
      }
    }
  }
}
