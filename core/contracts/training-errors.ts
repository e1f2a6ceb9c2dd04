import { ErrorName } from './errors';

/** The named errors that only a training knows; an execution of `TrainModel` ends with one of them, or with one of `ErrorName`. */
export const TrainingErrorName = {
  /** Another run of the same model group holds the lease. */
  TrainingInProgress: 'TrainingInProgress',
  /** Manifest, lists, labels or images cannot be trained on: the cause names what and where. */
  DatasetInvalid: 'DatasetInvalid',
  /** The table cannot be read, or is not the one that its declaration speaks of: the cause names file, line and column. */
  TableInvalid: 'TableInvalid',
  /** There is no declaration of the preprocessing, or it is none. */
  PreprocessingInvalid: 'PreprocessingInvalid',
  /** A row outside the training split has a category that its declaration refuses. */
  UnknownCategory: 'UnknownCategory',
  /** The training program gave up, or SageMaker gave it up: the cause is its reason. */
  TrainingFailed: 'TrainingFailed',
  TrainingStopped: 'TrainingStopped',
  TrainingTimedOut: 'TrainingTimedOut',
  /** The candidate did not answer every image of the validation and test splits. */
  TransformFailed: 'TransformFailed',
  TransformStopped: 'TransformStopped',
  TransformTimedOut: 'TransformTimedOut',
  /** A function ran out of time or memory, twice. */
  TaskTimedOut: 'TaskTimedOut',
  /** Not a technical failure: the model is registered as Rejected, with the reasons. */
  GateNotPassed: 'GateNotPassed',
} as const;
export type TrainingErrorName = (typeof TrainingErrorName)[keyof typeof TrainingErrorName];

/** What whoever started the training can put right; no failure of the service, and no alarm counts it. */
export const CALLER_TRAINING_ERRORS: readonly string[] = [
  TrainingErrorName.TrainingInProgress,
  TrainingErrorName.DatasetInvalid,
  TrainingErrorName.TableInvalid,
  TrainingErrorName.PreprocessingInvalid,
  TrainingErrorName.UnknownCategory,
];

/** What the model of a run can be to blame for. */
export const MODEL_TRAINING_ERRORS: readonly string[] = [
  TrainingErrorName.TransformFailed,
  ErrorName.ModelOutputInvalid,
];

/** Base of the errors that functions of `TrainModel` throw. */
export class TrainingError extends Error {
  override readonly name: TrainingErrorName;

  constructor(name: TrainingErrorName, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = name;
  }
}

export class TrainingInProgress extends TrainingError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(TrainingErrorName.TrainingInProgress, message, options);
  }
}

export class DatasetInvalid extends TrainingError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(TrainingErrorName.DatasetInvalid, message, options);
  }
}

export class TransformFailed extends TrainingError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(TrainingErrorName.TransformFailed, message, options);
  }
}
