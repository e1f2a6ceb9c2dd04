import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { AlgorithmError } from './algorithm-error';
import type { MlFolder } from './ml-folder';

/** SageMaker shows this much of the failure file. Characters. */
const MAX_FAILURE_CHARACTERS = 1024;

/**
 * Tells SageMaker why training failed: `name: message`, and for an error that is not one of ours, the stack to find it by. The whole of
 * it goes to the log.
 */
export function reportFailure(folder: MlFolder, error: unknown): void {
  const known = error instanceof AlgorithmError;
  const text = known ? `${error.name}: ${error.message}` : `InternalError: ${(error as Error).stack ?? String(error)}`;
  console.error(text);
  mkdirSync(dirname(folder.failureFile), { recursive: true });
  writeFileSync(folder.failureFile, text.slice(0, MAX_FAILURE_CHARACTERS));
}
