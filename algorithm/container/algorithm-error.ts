/**
 * Training cannot go on, for a reason that the caller can mend. SageMaker shows the first 1,024 characters of `output/failure`,
 * which begins with the name.
 */
export type AlgorithmErrorName = 'HyperparameterInvalid' | 'ChannelInvalid' | 'TrainingDiverged';

export class AlgorithmError extends Error {
  override readonly name: AlgorithmErrorName;

  constructor(name: AlgorithmErrorName, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = name;
  }
}

/** A hyperparameter is unknown, refused or out of range; the message names it and what would do. */
export class HyperparameterInvalid extends AlgorithmError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super('HyperparameterInvalid', message, options);
  }
}

/** An input channel is missing, empty or inconsistent; the message names channel, file and line. */
export class ChannelInvalid extends AlgorithmError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super('ChannelInvalid', message, options);
  }
}

/** The loss became infinite or no number. */
export class TrainingDiverged extends AlgorithmError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super('TrainingDiverged', message, options);
  }
}
