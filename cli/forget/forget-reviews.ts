import { ALERT_MARKER_PREFIX, ANSWER_PREFIX, OPEN_ITEM_PREFIX, reviewIdOf } from '../../core/contracts/storage-layout';
import { listObjects } from '../aws/list-objects';
import type { LabelStore } from '../labels/label-store';
import { deleteVersions, type ObjectVersion, versionsBelow } from './object-versions';

/** Ids of the second looks of an image, open and answered. */
export async function reviewsOf(store: LabelStore, key: string, signal: AbortSignal): Promise<Set<string>> {
  const found = new Set<string>();
  for (const prefix of [OPEN_ITEM_PREFIX, ANSWER_PREFIX]) {
    for await (const { key: object } of listObjects(store.s3, store.imagesBucket, prefix)) {
      signal.throwIfAborted();
      const { s3_key } = JSON.parse((await store.text(store.imagesBucket, object)) ?? '{}') as { s3_key?: string };
      if (s3_key === key) found.add(reviewIdOf(object));
    }
  }
  return found;
}

/**
 * Removes items, answers and markers, old versions too: an item that was answered is gone from the list and still among the versions.
 * @returns how many objects were, or would be, removed.
 */
export async function forgetReviews(store: LabelStore, ids: ReadonlySet<string>, apply: boolean): Promise<number> {
  const { s3, imagesBucket } = store;
  const versions: ObjectVersion[] = [];
  for (const prefix of [OPEN_ITEM_PREFIX, ANSWER_PREFIX, ALERT_MARKER_PREFIX]) {
    for await (const version of versionsBelow(s3, imagesBucket, prefix)) {
      if (ids.has(reviewIdOf(version.key))) versions.push(version);
    }
  }
  if (apply) await deleteVersions(s3, imagesBucket, versions);
  return new Set(versions.map(({ key }) => key)).size;
}
