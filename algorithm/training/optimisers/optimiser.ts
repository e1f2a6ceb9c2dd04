/** Changes the parameters by their gradients. */
export interface Optimiser {
  step(learningRate: number): void;
}
