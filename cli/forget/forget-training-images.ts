import { manifestKey, reviewIdOf, splitPrefix } from '../../core/contracts/storage-layout';
import { formatImageList, parseImageList } from '../../core/dataset/image-list';
import { listObjects } from '../aws/list-objects';
import type { LabelStore } from '../labels/label-store';
import { updateManifest } from '../labels/update-manifest';
import { deleteVersions, versionsOf } from './object-versions';

/**
 * Removes the copies that `labels export` has made. The list goes first: a training that reads it finds every image that it names.
 * @returns how many were, or would be, removed.
 * @throws ChangedMeanwhile where somebody else changes the list at the same time: nothing of it was removed
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
  const read = await store.read(imagesBucket, list);
  const rows = parseImageList(read?.text ?? '', list).filter(({ file }) => !gone.has(file));
  const text = formatImageList(rows);
  // Without a list there is none to mend: images that nothing names just go.
  if (read !== undefined) await store.writeOver(list, read, text, 'text/plain');
  for (const key of copies) await deleteVersions(s3, imagesBucket, await versionsOf(s3, imagesBucket, key));
  if (read !== undefined) await updateManifest(store, rows.length, text);
  return copies.length;
}
