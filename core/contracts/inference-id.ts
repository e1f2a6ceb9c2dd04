import { createHash } from 'node:crypto';
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
  const hash = createHash('sha256');
  for (const part of [executionId, bucket, key, versionId]) hash.update(`${part}\0`);
  return hash.digest('hex').slice(0, INFERENCE_ID_CHARACTERS);
}
