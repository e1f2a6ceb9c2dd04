import { type CaptureWindow, windowHolds } from '../../core/capture/capture-window';
import type { Answer } from '../../core/contracts/answer';
import { ANSWER_PREFIX, reviewIdOf } from '../../core/contracts/storage-layout';
import { listObjects } from '../aws/list-objects';
import { inParallel } from '../parallel';
import type { LabelStore } from './label-store';

const PARALLEL_READS = 16;
const HOUR_MILLISECONDS = 3_600_000;

/** The answers that were given in a window, the earliest first. An answer is written once, so S3's own time tells which to read. */
export async function answersOfWindow(
  store: LabelStore,
  window: CaptureWindow,
  signal: AbortSignal,
): Promise<readonly Answer[]> {
  const ids: string[] = [];
  for await (const { key, lastModified } of listObjects(store.s3, store.imagesBucket, ANSWER_PREFIX)) {
    signal.throwIfAborted();
    const time = lastModified.getTime();
    // Imported answers may be older than the object that holds them, and clocks differ by seconds.
    if (time >= window.from.getTime() - HOUR_MILLISECONDS) ids.push(reviewIdOf(key));
  }
  const answers = await inParallel(ids, PARALLEL_READS, (id) => store.answer(id));
  return answers
    .filter((answer) => answer !== undefined)
    .filter(({ answered_at }) => within(window, new Date(answered_at)))
    .sort((one, other) => (one.answered_at < other.answered_at ? -1 : 1));
}

const within = (window: CaptureWindow, time: Date): boolean =>
  windowHolds(window, new Date(Math.floor(time.getTime() / HOUR_MILLISECONDS) * HOUR_MILLISECONDS), time);
