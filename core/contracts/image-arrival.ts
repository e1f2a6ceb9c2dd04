import { type ArrivalExecution, type ArrivedObject, arrivalName } from './object-arrival';
import type { SingleImageInput } from './single-image';
import { EVALUATION_UPLOAD_PREFIX, INCOMING_PREFIX } from './storage-layout';

/** Files that are no images, and lie beside them: manifests of batches, tables, lists. */
const DATA_FILE = /\.(?:csv|tsv|json|jsonl|lst)$/i;

/**
 * Whether an object that arrives is taken for an image. What a console makes to mark a folder is none, nor a data file, nor what was uploaded to evaluate a model
 * on. Anything else is: a picture whose name says nothing is read, and a file that is no picture fails by name, where somebody sees it.
 */
export const isArrivedImage = (key: string): boolean =>
  key.startsWith(INCOMING_PREFIX) &&
  !key.startsWith(EVALUATION_UPLOAD_PREFIX) &&
  !key.endsWith('/') &&
  !DATA_FILE.test(key);

/** The execution of `ImageClassification` that an image starts by its arrival: of exactly the version that arrived. */
export function imageExecution(image: ArrivedObject): ArrivalExecution<SingleImageInput> {
  const { bucket, key, versionId } = image;
  return {
    name: arrivalName('incoming', image),
    input: { s3_bucket: bucket, s3_key: key, ...(versionId === undefined ? {} : { version_id: versionId }) },
  };
}
