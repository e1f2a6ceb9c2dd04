/** What passes between the laptop and the worker thread of one execution environment. */

export type LogFormat = 'Text' | 'JSON';

/** Levels of application logs, lowest first. */
export const LOG_LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** `workerData` of a new execution environment. */
export interface EnvironmentStart {
  /** Folder of the unpacked code. */
  readonly taskRoot: string;
  /** `index.handler` */
  readonly handler: string;
  /** `nodejs24.x` */
  readonly runtime: string;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly memoryMb: number;
  readonly logGroup: string;
  readonly logStream: string;
  readonly logFormat: LogFormat;
  readonly logLevel: LogLevel;
}

export interface InvokeMessage {
  readonly requestId: string;
  /** JSON text in UTF-8; empty means `{}`. */
  readonly payload: Uint8Array;
  /** Milliseconds since 1970, by this machine's clock, at which the laptop ends the invocation. */
  readonly deadlineMs: number;
  /** How far the laptop's clock is ahead of this machine's. Milliseconds. */
  readonly aheadMs: number;
  readonly functionArn: string;
  readonly traceId: string;
  /** JSON text, as decoded from the header. */
  readonly clientContext?: string;
}

/** The form in which AWS hands errors to the caller. */
export interface InvocationError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
  /** Of an unhandled rejection: the error behind it. */
  readonly reason?: InvocationError;
  readonly promise?: object;
}

export type EnvironmentMessage =
  /** The handler is loaded: from which file, and the digest of the folder it lies in. */
  | { readonly type: 'ready'; readonly entryFile: string; readonly codeSha256: string }
  | { readonly type: 'init-failed'; readonly error: InvocationError }
  /** One log event. */
  | { readonly type: 'log'; readonly text: string }
  | { readonly type: 'result'; readonly payload: Uint8Array; readonly memoryBytes: number }
  /** `fatal`: the environment ends after this. */
  | {
      readonly type: 'failure';
      readonly error: InvocationError;
      readonly memoryBytes: number;
      readonly fatal: boolean;
    }
  /** The payload is not JSON: the caller's fault, and the handler never saw it. */
  | { readonly type: 'payload-refused'; readonly message: string };
