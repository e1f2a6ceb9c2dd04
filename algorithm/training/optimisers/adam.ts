import type { Parameter } from '../../network/parameter';
import type { Optimiser } from './optimiser';

export interface AdamOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
}

/** Adam (Kingma and Ba, 2015) with decoupled weight decay (Loshchilov and Hutter, 2019). */
export class Adam implements Optimiser {
  private readonly first: readonly Float32Array[];
  private readonly second: readonly Float32Array[];
  private beta1Power = 1;
  private beta2Power = 1;

  constructor(
    private readonly parameters: readonly Parameter[],
    private readonly options: AdamOptions,
  ) {
    this.first = parameters.map(({ values }) => new Float32Array(values.length));
    this.second = parameters.map(({ values }) => new Float32Array(values.length));
  }

  step(learningRate: number): void {
    const { beta1, beta2, epsilon, weightDecay } = this.options;
    this.beta1Power *= beta1;
    this.beta2Power *= beta2;
    const rate = learningRate / (1 - this.beta1Power);
    const correction = 1 / (1 - this.beta2Power);
    for (const [index, { values, gradient, decays }] of this.parameters.entries()) {
      const first = this.first[index]!;
      const second = this.second[index]!;
      const kept = decays ? 1 - learningRate * weightDecay : 1;
      for (let at = 0; at < values.length; at += 1) {
        const slope = gradient[at]!;
        first[at] = beta1 * first[at]! + (1 - beta1) * slope;
        second[at] = beta2 * second[at]! + (1 - beta2) * slope * slope;
        values[at] = kept * values[at]! - (rate * first[at]!) / (Math.sqrt(second[at]! * correction) + epsilon);
      }
    }
  }
}
