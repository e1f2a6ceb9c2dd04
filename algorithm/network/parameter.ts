/** Weights that training changes, and where their gradient is written. Both in the kernels' memory and layout. */
export interface Parameter {
  readonly values: Float32Array;
  readonly gradient: Float32Array;
  /** Whether weight decay applies: to weights, not to biases and normalisation. */
  readonly decays: boolean;
}
