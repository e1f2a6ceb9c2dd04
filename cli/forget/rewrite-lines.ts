import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { LabelStore } from '../labels/label-store';
import { deleteVersions, versionsOf } from './object-versions';

/**
 * Takes lines out of a JSON Lines object: the object is written without them first, and then its older versions go, which still hold them. An object with no line left goes
 * altogether. Every other line stays as it was, to the byte.
 * @returns how many lines were, or would be, taken out.
 */
export async function rewriteLines(
  store: LabelStore,
  bucket: string,
  key: string,
  isForgotten: (line: string) => boolean,
  apply: boolean,
): Promise<number> {
  const text = (await store.text(bucket, key)) ?? '';
  const lines = text.split('\n');
  const kept = lines.filter((line) => line.trim() === '' || !isForgotten(line));
  const taken = lines.length - kept.length;
  if (taken === 0 || !apply) return taken;
  const before = await versionsOf(store.s3, bucket, key);
  if (kept.some((line) => line.trim() !== '')) {
    await store.s3.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: kept.join('\n'), ContentType: 'application/jsonlines' }),
    );
  }
  await deleteVersions(store.s3, bucket, before);
  return taken;
}
