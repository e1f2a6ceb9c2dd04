import type { BatchInput, BatchSource } from '../contracts/batch';
import { InvalidInput } from '../contracts/errors';

/** Where the images of a batch come from; what `prepare-batch` answers. Every field is there, for a state machine's paths. */
export interface BatchPlan {
  readonly source: BatchSource;
  readonly cases: readonly unknown[];
  readonly s3_bucket: string;
  readonly s3_prefix: string;
  readonly manifest_key: string;
}

/**
 * Reads the input of a batch.
 * @param readableBuckets the images bucket first, then those that the configuration names.
 * @throws InvalidInput for a bucket that the batch may not read
 */
export function planBatch(input: BatchInput, readableBuckets: readonly string[]): BatchPlan {
  const plan = planOf(input, readableBuckets[0] ?? '');
  const named = [plan.s3_bucket, ...plan.cases.map((image) => (image as { s3_bucket: string }).s3_bucket)];
  const foreign = named.find((bucket) => !readableBuckets.includes(bucket));
  if (foreign !== undefined) {
    throw new InvalidInput(
      `A batch may not read bucket '${foreign}': it reads ${readableBuckets.join(', ')}. Add it to batch.readBuckets of the environment.`,
    );
  }
  return plan;
}

function planOf(input: BatchInput, imagesBucket: string): BatchPlan {
  if ('cases' in input && Array.isArray(input.cases)) {
    return { source: 'cases', cases: input.cases, s3_bucket: imagesBucket, s3_prefix: '', manifest_key: '' };
  }
  const { s3_bucket, s3_prefix, manifest_key } = input as Readonly<Record<string, string | undefined>>;
  const where = { cases: [], s3_bucket: s3_bucket ?? imagesBucket, manifest_key: manifest_key ?? '' };
  if (manifest_key === undefined) return { ...where, source: 'prefix', s3_prefix: s3_prefix ?? '' };
  if (!manifest_key.endsWith('.lst')) return { ...where, source: 'json-lines', s3_prefix: s3_prefix ?? '' };
  const folder = s3_prefix ?? manifest_key.replace(/\.lst$/, '/');
  return { ...where, source: 'image-list', s3_prefix: folder === '' || folder.endsWith('/') ? folder : `${folder}/` };
}
