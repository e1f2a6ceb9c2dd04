import { GetObjectCommand } from '@aws-sdk/client-s3';
import { readCaptureRecords } from '../../core/capture/read-capture-records';
import { type CaptureStore, findCaptures } from '../captures/find-captures';
import { inParallel } from '../parallel';
import { pause } from '../pause';

const PARALLEL_READS = 16;

export interface CaptureWait {
  /** Inferences whose records are waited for. */
  readonly inferenceIds: readonly string[];
  /** When the first of them was sent. */
  readonly since: Date;
  readonly limitMilliseconds: number;
  readonly pollMilliseconds: number;
  readonly onProgress: (text: string) => void;
  readonly signal: AbortSignal;
}

export interface CapturedTraffic {
  readonly captured: number;
  /** Inferences without a record when the limit was reached. */
  readonly missing: readonly string[];
  /** Files that hold at least one of the records. */
  readonly files: number;
  readonly seconds: number;
}

/** Waits until every inference has its capture record, which SageMaker writes about a minute later; what is missing at the limit is told. */
export async function awaitCaptured(store: CaptureStore, wait: CaptureWait): Promise<CapturedTraffic> {
  const began = performance.now();
  const missing = new Set(wait.inferenceIds);
  const seen = new Set<string>();
  let files = 0;
  for (;;) {
    const fresh: string[] = [];
    // The end is open: clocks differ (a laptop's may have been moved forward), and an hour may end meanwhile.
    const last = Math.max(Date.now(), wait.since.getTime() + (performance.now() - began));
    const window = { from: new Date(wait.since.getTime() - 60_000), to: new Date(last + 3_600_000) };
    for await (const { key } of findCaptures(store, window)) if (!seen.has(key)) fresh.push(key);
    await inParallel(fresh, PARALLEL_READS, async (key) => {
      wait.signal.throwIfAborted();
      const found = (await inferenceIdsOf(store, key)).filter((id) => missing.delete(id));
      if (found.length > 0) files += 1;
      seen.add(key);
    });
    const captured = wait.inferenceIds.length - missing.size;
    wait.onProgress(`${captured} of ${wait.inferenceIds.length} records`);
    const elapsed = performance.now() - began;
    if (missing.size === 0 || elapsed >= wait.limitMilliseconds) {
      return { captured, missing: [...missing], files, seconds: Number((elapsed / 1000).toFixed(3)) };
    }
    await pause(wait.pollMilliseconds, wait.signal);
  }
}

async function inferenceIdsOf({ s3, bucket }: CaptureStore, key: string): Promise<string[]> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  const text = (await Body?.transformToString()) ?? '';
  return [...readCaptureRecords(text, key)].flatMap((entry) =>
    'record' in entry ? (entry.record.eventMetadata.inferenceId ?? []) : [],
  );
}
