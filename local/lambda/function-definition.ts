import type { LogFormat, LogLevel } from './runtime/messages';

/** One version of a function, as its template declares it. */
export interface FunctionDefinition {
  readonly name: string;
  /** Unqualified. */
  readonly arn: string;
  readonly description: string;
  readonly roleArn: string;
  /** `nodejs24.x` */
  readonly runtime: string;
  readonly handler: string;
  readonly architecture: string;
  readonly memoryMb: number;
  readonly ephemeralStorageMb: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly code: FunctionCode;
  readonly logging: {
    readonly format: LogFormat;
    readonly applicationLevel: LogLevel;
    /** Level of the platform's own events in JSON logs. */
    readonly systemLevel: 'DEBUG' | 'INFO' | 'WARN';
    readonly group: string;
  };
  readonly tracing: 'Active' | 'PassThrough';
  readonly kmsKeyArn?: string;
  /** Where an asynchronous event goes when all attempts have failed. */
  readonly deadLetterArn?: string;
  /** Invocations at a time; undefined where unlimited, 0 stops the function. */
  readonly reservedConcurrency?: number;
  readonly tags: Readonly<Record<string, string>>;
}

export interface FunctionCode {
  /** S3 key that the template names (`{hash}.zip`), or `inline`. */
  readonly assetKey: string;
  /** The folder that runs. */
  readonly folder: string;
  /** Digest of the folder's content; see `codeDigest`. */
  readonly sha256: string;
}

/** The published code and configuration, `$LATEST` or a number. */
export const LATEST = '$LATEST';
