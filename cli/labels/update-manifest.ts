import { createHash } from 'node:crypto';
import { DATASET_MANIFEST_KEY, datasetManifestSchema } from '../../core/contracts/dataset-manifest';
import type { LabelStore } from './label-store';

/** Makes the manifest tell of a training set that has grown: another number of images, another fingerprint. Nothing where there is no manifest. @throws ChangedMeanwhile */
export async function updateManifest(store: LabelStore, images: number, trainList: string): Promise<void> {
  const read = await store.read(store.imagesBucket, DATASET_MANIFEST_KEY);
  if (read === undefined) return;
  const manifest = datasetManifestSchema.parse(JSON.parse(read.text));
  const { train } = manifest.splits;
  const fingerprint = createHash('sha256')
    .update(`${manifest.fingerprint ?? ''}\n${trainList}`)
    .digest('hex');
  const grown = { ...manifest, fingerprint, splits: { ...manifest.splits, train: { ...train, images } } };
  const text = `${JSON.stringify(grown, null, 2)}\n`;
  await store.writeOver(DATASET_MANIFEST_KEY, read, text, 'application/json');
}
