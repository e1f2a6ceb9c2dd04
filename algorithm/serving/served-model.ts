import type { Answer } from './answer';

/** What batch transform should do where the job does not say. */
export interface ExecutionParameters {
  readonly MaxConcurrentTransforms: number;
  readonly BatchStrategy: 'SINGLE_RECORD' | 'MULTI_RECORD';
  readonly MaxPayloadInMB: number;
}

/** A loaded model behind /invocations. */
export interface ServedModel {
  /** For the log: `bicycle, motorcycle`, `XGBoost model of 100 trees`. */
  readonly about: string;
  /** What else the log says: `wasm kernels`, `20 columns`. */
  readonly detail: string;
  readonly executionParameters: ExecutionParameters;
  /** What a request may be. */
  readonly contentTypes: readonly string[];
  /** What an answer may be. */
  readonly answerTypes: readonly string[];
  /** Class names in the order of the answers, where the artifact has them. */
  readonly classes?: readonly string[];
  /** Columns of a row, in the order of a request, where the artifact names them. */
  readonly columnNames?: readonly string[];
  /**
   * @param contentType in small letters, without parameters; empty where the request has none
   * @param accept as the request has it
   */
  answer(contentType: string, accept: string | undefined, body: Buffer): Answer;
  /** The answer to a body above the limit, which was not kept. */
  refuseLength(bytes: number): Answer;
}
