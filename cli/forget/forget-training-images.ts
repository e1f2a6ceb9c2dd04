import { PutObjectCommand } from '@aws-sdk/client-s3';
import { manifestKey, reviewIdOf, splitPrefix } from '../../core/contracts/storage-layout';
import { formatImageList, parseImageList } from '../../core/dataset/image-list';
import { listObjects } from '../aws/list-objects';
import type { LabelStore } from '../labels/label-store';
import { updateManifest } from '../labels/update-manifest';
import { deleteVersions, versionsOf } from './object-versions';

/**
 * Removes the copies that `labels export` has made. The list goes first: a training that reads it finds every image that it names.
 * @returns how many were, or would be, removed.
 */
export async function forgetTrainingImages(
  store: LabelStore,
  ids: ReadonlySet<string>,
  apply: boolean,
): Promise<number> {
  const { s3, imagesBucket } = store;
  const train = splitPrefix('train');
  const copies: string[] = [];
  for await (const { key } of listObjects(s3, imagesBucket, `${train}second-look/`)) {
    if (ids.has(reviewIdOf(key.replace(/\.\w+$/, '')))) copies.push(key);
  }
  if (!apply || copies.length === 0) return copies.length;
  const list = manifestKey('train');
  const gone = new Set(copies.map((key) => key.slice(train.length)));
  const rows = parseImageList((await store.text(imagesBucket, list)) ?? '', list).filter(({ file }) => !gone.has(file));
  const text = formatImageList(rows);
  await s3.send(new PutObjectCommand({ Bucket: imagesBucket, Key: list, Body: text, ContentType: 'text/plain' }));
  for (const key of copies) await deleteVersions(s3, imagesBucket, await versionsOf(s3, imagesBucket, key));
  await updateManifest(store, rows.length, text);
  return copies.length;
}
