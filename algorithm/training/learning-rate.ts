import { cosineOfHalfTurn } from '../numbers/circle';

/** The rate rises linearly over this many epochs: normalisation statistics are poor at first, and so are Adam's. */
const WARM_UP_EPOCHS = 2;

export interface LearningRateOptions {
  readonly learningRate: number;
  readonly epochs: number;
  readonly stepsPerEpoch: number;
  /** Epochs after which the rate falls by `factor`; without them it follows half a cosine to 0. */
  readonly fallEpochs?: readonly number[];
  readonly factor: number;
}

/** Learning rate of a step, counted from 0 over all epochs. */
export function learningRateAt(step: number, options: LearningRateOptions): number {
  const { learningRate, epochs, stepsPerEpoch, fallEpochs, factor } = options;
  if (fallEpochs !== undefined) {
    const falls = fallEpochs.filter((epoch) => step >= epoch * stepsPerEpoch).length;
    let rate = learningRate;
    for (let fall = 0; fall < falls; fall += 1) rate *= factor;
    return rate;
  }
  const steps = epochs * stepsPerEpoch;
  const warmUp = Math.min(WARM_UP_EPOCHS * stepsPerEpoch, steps - 1);
  if (step < warmUp) return (learningRate * (step + 1)) / warmUp;
  return learningRate * (0.5 + 0.5 * cosineOfHalfTurn((step - warmUp) / (steps - warmUp)));
}
