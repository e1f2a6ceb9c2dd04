import { createHash } from 'node:crypto';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { DATASET_MANIFEST_KEY, datasetManifestSchema } from '../../core/contracts/dataset-manifest';
import type { LabelStore } from './label-store';

/** Makes the manifest tell of a training set that has grown: another number of images, another fingerprint. Nothing where there is no manifest. */
export async function updateManifest(store: LabelStore, images: number, trainList: string): Promise<void> {
  const text = await store.text(store.imagesBucket, DATASET_MANIFEST_KEY);
  if (text === undefined) return;
  const manifest = datasetManifestSchema.parse(JSON.parse(text));
  const { train } = manifest.splits;
  const fingerprint = createHash('sha256')
    .update(`${manifest.fingerprint ?? ''}\n${trainList}`)
    .digest('hex');
  const grown = { ...manifest, fingerprint, splits: { ...manifest.splits, train: { ...train, images } } };
  await store.s3.send(
    new PutObjectCommand({
      Bucket: store.imagesBucket,
      Key: DATASET_MANIFEST_KEY,
      Body: `${JSON.stringify(grown, null, 2)}\n`,
      ContentType: 'application/json',
    }),
  );
}
