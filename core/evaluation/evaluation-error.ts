/** Why an evaluation cannot be done; the name travels as the dead letter's attribute `errorName`. */
export const EvaluationErrorName = {
  /** The test data cannot be read: the message names file and line. */
  TestDataInvalid: 'TestDataInvalid',
  /** There is nothing to compute a number from. */
  NoRows: 'NoRows',
  /** A label that is none of the model's classes. */
  LabelOutsideClasses: 'LabelOutsideClasses',
  /** A partial state that is broken, or that belongs to another evaluation. */
  StateInvalid: 'StateInvalid',
  /** There is no object where the message says that the test data lies. */
  TestDataNotFound: 'TestDataNotFound',
  /** There is no endpoint of that name. */
  EndpointAbsent: 'EndpointAbsent',
  /** The endpoint is there and will not serve as it is. */
  EndpointFailed: 'EndpointFailed',
  /** The endpoint was created or updated for longer than the configuration waits. */
  EndpointNotReady: 'EndpointNotReady',
  /** Another model serves than the one that the evaluation began with. */
  ModelChanged: 'ModelChanged',
} as const;

export type EvaluationErrorName = (typeof EvaluationErrorName)[keyof typeof EvaluationErrorName];

/** Base of the errors of an evaluation. None of them goes away by trying again. */
export class EvaluationError extends Error {
  override readonly name: EvaluationErrorName;

  constructor(name: EvaluationErrorName, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = name;
  }
}

export class TestDataInvalid extends EvaluationError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(EvaluationErrorName.TestDataInvalid, message, options);
  }
}

export class NoRows extends EvaluationError {
  constructor(message: string) {
    super(EvaluationErrorName.NoRows, message);
  }
}

export class LabelOutsideClasses extends EvaluationError {
  constructor(message: string) {
    super(EvaluationErrorName.LabelOutsideClasses, message);
  }
}

export class StateInvalid extends EvaluationError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(EvaluationErrorName.StateInvalid, message, options);
  }
}

export class TestDataNotFound extends EvaluationError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(EvaluationErrorName.TestDataNotFound, message, options);
  }
}

export class EndpointAbsent extends EvaluationError {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(EvaluationErrorName.EndpointAbsent, message, options);
  }
}

export class EndpointFailed extends EvaluationError {
  constructor(message: string) {
    super(EvaluationErrorName.EndpointFailed, message);
  }
}

export class EndpointNotReady extends EvaluationError {
  constructor(message: string) {
    super(EvaluationErrorName.EndpointNotReady, message);
  }
}

export class ModelChanged extends EvaluationError {
  constructor(message: string) {
    super(EvaluationErrorName.ModelChanged, message);
  }
}
