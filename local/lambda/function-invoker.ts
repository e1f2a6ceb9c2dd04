import type { Principal } from '../iam/principal';

export interface InvocationResult {
  /** The handler's answer as JSON, or `{ errorMessage, errorType, trace }`. */
  readonly payload: Buffer;
  /** Set where the handler failed: `Unhandled` covers thrown errors, time-outs and crashes, as on AWS. */
  readonly functionError?: 'Unhandled';
  /** Base64 of the last 4 KB of the log. */
  readonly logTail: string;
}

/** Lambda's Invoke, for callers within the laptop. */
export interface FunctionInvoker {
  /**
   * @param functionName name or ARN, with or without qualifier.
   * @throws AwsError `ResourceNotFoundException`, `AccessDenied`, `TooManyRequestsException` …
   */
  invoke(
    functionName: string,
    payload: Buffer,
    call: { readonly principal: Principal; readonly signal?: AbortSignal },
  ): Promise<InvocationResult>;
}
