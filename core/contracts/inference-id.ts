import { hash } from 'node:crypto';
import { INFERENCE_ID_CHARACTERS } from './limits';

/** What makes one inference the same inference when a task is tried again. */
export interface InferenceIdentity {
  readonly executionId: string;
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
}

/**
 * The InferenceId of a request: the first 32 hex digits of SHA-256 over the identity's parts, each ended by a zero byte so that no
 * two different identities read alike. The same in every attempt, so that a retry is told from a new image.
 */
export function inferenceId({ executionId, bucket, key, versionId }: InferenceIdentity): string {
  return hash('sha256', `${executionId}\0${bucket}\0${key}\0${versionId}\0`).slice(0, INFERENCE_ID_CHARACTERS);
}
