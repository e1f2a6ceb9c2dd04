import type { FunctionVersion } from './execution/function-version';

/** The code of one live worker. `loaded.codeSha256` is computed by the worker itself over the folder it imports from. */
export interface RunningCode {
  readonly version: string;
  readonly logStream: string;
  readonly startedAt: Date;
  readonly invocations: number;
  /** S3 key that the template names (`{hash}.zip`), or `inline`. */
  readonly assetKey: string;
  /** Digest of the asset's folder when the function was deployed. */
  readonly codeSha256: string;
  /** Undefined until the handler is loaded. */
  readonly loaded?: { readonly entryFile: string; readonly codeSha256: string };
}

export function runningCode(versions: readonly FunctionVersion[]): readonly RunningCode[] {
  return versions.flatMap(({ pool, version, definition }) =>
    pool.environments().map(({ environment, logStream, startedAt }) => ({
      version,
      logStream,
      startedAt,
      invocations: environment.invocations,
      assetKey: definition.code.assetKey,
      codeSha256: definition.code.sha256,
      loaded: environment.loaded,
    })),
  );
}
