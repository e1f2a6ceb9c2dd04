import { StatesErrorName } from './state-error';

/** Ends the execution whatever Retry and Catch say. */
const isTerminal = (error: string | undefined): boolean => error === StatesErrorName.Runtime;

/**
 * Whether a list of error names covers an error. `States.ALL` covers all but States.DataLimitExceeded and States.Runtime;
 * `States.TaskFailed` in addition spares States.Timeout.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export function coversError(errorEquals: readonly string[], error: string | undefined): boolean {
  if (isTerminal(error)) return false;
  return errorEquals.some((name) => {
    if (name === error) return true;
    if (error === StatesErrorName.DataLimitExceeded) return false;
    if (name === StatesErrorName.ALL) return true;
    return name === StatesErrorName.TaskFailed && error !== StatesErrorName.Timeout;
  });
}
