import { createHash } from 'node:crypto';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { imageBytesOf } from '../../core/capture/capture-contents';
import { readGroundTruth } from '../../core/capture/ground-truth-record';
import { inferenceIdentity } from '../../core/capture/inference-identity';
import { readCaptureRecords } from '../../core/capture/read-capture-records';
import { CAPTURE_PREFIX, GROUND_TRUTH_PREFIX } from '../../core/contracts/storage-layout';
import { listObjects } from '../aws/list-objects';
import type { TargetContext } from '../command/command-action';
import { LabelStore } from '../labels/label-store';
import { forgetReviews, reviewsOf } from './forget-reviews';
import { forgetTrainingImages } from './forget-training-images';
import { deleteVersions, type ObjectVersion, versionsOf } from './object-versions';
import { rewriteLines } from './rewrite-lines';

export interface ForgetOptions {
  readonly key: string;
  /** Without it nothing is removed. */
  readonly yes?: boolean;
}

/**
 * Removes an image and all that came of it. Captures are found by the bytes of the image's versions and by the ids of its second looks; their ids lead to labels and to the copies for training.
 * What the ids are found by goes last, in this order: second looks that captures led to, captures, second looks that the key leads to, the image. So an interrupted run can be repeated
 * and still finds everything. (Two images of the same bytes cannot be told apart in the captures: both are forgotten there.)
 */
export async function forgetImage(
  { target, printer, progress, signal }: TargetContext,
  { key, yes = false }: ForgetOptions,
): Promise<void> {
  const store = LabelStore.of(target);
  const steps = progress(yes ? 5 : 4);
  const versions = await versionsOf(store.s3, store.imagesBucket, key);
  const ofKey = await steps.run(
    'Find second looks',
    () => reviewsOf(store, key, signal),
    ({ size }) => `${size} ids`,
  );
  const ids = new Set(ofKey);
  const digests = await digestsOf(store, versions);
  const lines = (prefix: string, isForgotten: (line: string) => boolean, apply: boolean) => (report: Report) =>
    rewriteAll(store, `${prefix}/`, isForgotten, apply, report, signal);
  const inCaptures = (apply: boolean) => lines(CAPTURE_PREFIX, capturedLine(digests, ids), apply);
  const counted = (noun: string) => (taken: number) => `${taken} ${noun}`;
  const captures = await steps.run('Look through captures', inCaptures(false), counted('records'));
  const labels = await steps.run(
    yes ? 'Rewrite labels' : 'Look through labels',
    lines(GROUND_TRUTH_PREFIX, labelLine(ids), yes),
    counted('labels'),
  );
  const ofCaptures = new Set([...ids].filter((id) => !ofKey.has(id)));
  const { trainingImages, found } = await steps.run(yes ? 'Remove copies' : 'Look for copies', async () => ({
    trainingImages: await forgetTrainingImages(store, ids, yes),
    found: await forgetReviews(store, ofCaptures, yes),
  }));
  if (yes) await steps.run('Rewrite captures', inCaptures(true), counted('records'));
  const reviews = found + (await forgetReviews(store, ofKey, yes));
  if (yes) await deleteVersions(store.s3, store.imagesBucket, versions);
  const imageVersions = versions.filter(({ isMarker }) => !isMarker).length;
  printer.result(
    { key, removed: yes, imageVersions, captures, labels, reviews, trainingImages },
    `${key}: ${imageVersions} versions, ${captures} captures, ${labels} labels, ${reviews} objects of second looks, ${trainingImages} training images ` +
      `${yes ? 'removed' : 'would be removed (--yes removes them)'}`,
  );
}

type Report = (text: string) => void;

async function rewriteAll(
  store: LabelStore,
  prefix: string,
  isForgotten: (line: string) => boolean,
  apply: boolean,
  report: Report,
  signal: AbortSignal,
): Promise<number> {
  let taken = 0;
  let files = 0;
  for await (const { key } of listObjects(store.s3, store.captureBucket, prefix)) {
    signal.throwIfAborted();
    taken += await rewriteLines(store, store.captureBucket, key, isForgotten, apply);
    files += 1;
    report(`${files} files, ${taken} lines`);
  }
  return taken;
}

/** @param ids is added to: the ids of the captures that are found by their bytes. */
const capturedLine =
  (digests: ReadonlySet<string>, ids: Set<string>) =>
  (line: string): boolean => {
    const [entry] = readCaptureRecords([line], '');
    if (entry === undefined || 'fault' in entry) return false;
    const id = inferenceIdentity(entry.record);
    const bytes = imageBytesOf(entry.record);
    if (!ids.has(id) && (bytes === undefined || !digests.has(digestOf(bytes)))) return false;
    ids.add(id);
    return true;
  };

const labelLine =
  (ids: ReadonlySet<string>) =>
  (line: string): boolean =>
    [...readGroundTruth([line], '')].some((entry) => 'record' in entry && ids.has(entry.record.eventMetadata.eventId));

async function digestsOf(store: LabelStore, versions: readonly ObjectVersion[]): Promise<Set<string>> {
  const digests = new Set<string>();
  for (const { key: Key, versionId: VersionId, isMarker } of versions) {
    if (isMarker) continue;
    const { Body } = await store.s3.send(new GetObjectCommand({ Bucket: store.imagesBucket, Key, VersionId }));
    digests.add(digestOf((await Body?.transformToByteArray()) ?? new Uint8Array()));
  }
  return digests;
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
