/** The names of the language itself. */
export const StatesErrorName = {
  ALL: 'States.ALL',
  DataLimitExceeded: 'States.DataLimitExceeded',
  ExceedToleratedFailureThreshold: 'States.ExceedToleratedFailureThreshold',
  HeartbeatTimeout: 'States.HeartbeatTimeout',
  IntrinsicFailure: 'States.IntrinsicFailure',
  ItemReaderFailed: 'States.ItemReaderFailed',
  NoChoiceMatched: 'States.NoChoiceMatched',
  ResultPathMatchFailure: 'States.ResultPathMatchFailure',
  ResultWriterFailed: 'States.ResultWriterFailed',
  Runtime: 'States.Runtime',
  TaskFailed: 'States.TaskFailed',
  Timeout: 'States.Timeout',
} as const;

/** A state's failure: `error` is what Retry and Catch match; `explanation` becomes the Cause. */
export class StateError extends Error {
  override readonly name = 'StateError';

  constructor(
    /** Absent only for a Fail state that names no error. */
    readonly error: string | undefined,
    /** Absent for time-outs, as on AWS. */
    readonly explanation?: string,
  ) {
    super(`${error ?? 'unnamed'}: ${explanation ?? ''}`);
  }
}

export const runtimeError = (explanation: string): StateError => new StateError(StatesErrorName.Runtime, explanation);
