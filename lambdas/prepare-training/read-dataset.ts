import type { S3Client } from '@aws-sdk/client-s3';
import { type DatasetManifest, datasetManifestSchema } from '../../core/contracts/dataset-manifest';
import { manifestKey, type Split, splitPrefix } from '../../core/contracts/storage-layout';
import type { ManifestReference } from '../../core/contracts/train-model';
import { DatasetInvalid } from '../../core/contracts/training-errors';
import type { StoredSplit } from '../../core/training/check-dataset';
import { readText } from '../adapters/json-object';
import { listObjects } from '../adapters/list-objects';

/**
 * The manifest that an input names, or is.
 * @throws DatasetInvalid, AccessDenied, StorageUnavailable
 */
export async function readManifest(
  s3: S3Client,
  bucket: string,
  dataset: DatasetManifest | ManifestReference,
): Promise<DatasetManifest> {
  if (!('manifest_key' in dataset)) return dataset;
  const { manifest_key: key, version_id: versionId } = dataset;
  const where = `s3://${bucket}/${key}`;
  const stored = await readText(s3, { bucket, key, versionId });
  if (stored === undefined) {
    throw new DatasetInvalid(
      `There is no data set manifest ${where}. Upload the data set with its manifest, or name another: ` +
        '{"dataset": {"manifest_key": "dataset.json"}}, or the manifest itself as "dataset".',
    );
  }
  const parsed = datasetManifestSchema.safeParse(parseJson(stored.text, where));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  throw new DatasetInvalid(`${where} is no data set manifest: ${faults.join('; ')}.`, { cause: parsed.error });
}

/** What lies in the bucket for one split. @throws AccessDenied, StorageUnavailable */
export async function readSplit(s3: S3Client, bucket: string, split: Split): Promise<StoredSplit> {
  const [list, objects] = await Promise.all([
    readText(s3, { bucket, key: manifestKey(split) }),
    listObjects(s3, bucket, splitPrefix(split)),
  ]);
  return { list: list?.text, objects };
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DatasetInvalid(`${where} is not JSON: ${(cause as Error).message}`, { cause });
  }
}
