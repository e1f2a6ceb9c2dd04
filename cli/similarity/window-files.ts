import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { CaptureWindow } from '../../core/capture/capture-window';
import { readCaptureRecords } from '../../core/capture/read-capture-records';
import { windowHours } from '../../core/capture/window-hours';
import { GROUND_TRUTH_PREFIX, hourPath } from '../../core/contracts/storage-layout';
import { listKeys } from '../aws/list-keys';
import { captureStoreOf, findCaptures } from '../captures/find-captures';
import { inParallel } from '../parallel';
import { pause } from '../pause';
import type { PairTarget } from './pair-target';

export interface WindowFiles {
  readonly captures: readonly string[];
  readonly labels: readonly string[];
  /** Inferences that have no capture record yet. */
  readonly missing: readonly string[];
}

export interface FetchWindow {
  readonly window: CaptureWindow;
  /** Labels are looked for from the window's begin until here. */
  readonly labelsUntil: Date;
  /** Whose captures are waited for. */
  readonly inferenceIds: readonly string[];
  /** Folder that the files go to; what it held is removed. */
  readonly to: string;
  /** Longest wait for captures, which SageMaker writes about a minute later. Milliseconds. */
  readonly limit: number;
  readonly signal: AbortSignal;
  readonly report: (text: string) => void;
}

const POLL_MILLISECONDS = 500;
const PARALLEL_READS = 8;

/** Downloads the captures of a window's hours, once those that are waited for are there, and the labels collected meanwhile. */
export async function fetchWindow(target: PairTarget, options: FetchWindow): Promise<WindowFiles> {
  const { window, labelsUntil, inferenceIds, to, limit, signal, report } = options;
  rmSync(to, { recursive: true, force: true });
  const store = captureStoreOf(target);
  const missing = new Set(inferenceIds);
  const captures = new Map<string, string>();
  for (const began = performance.now(); ; await pause(POLL_MILLISECONDS, signal)) {
    const fresh: string[] = [];
    for await (const { key } of findCaptures(store, window)) if (!captures.has(key)) fresh.push(key);
    await inParallel(fresh, PARALLEL_READS, async (key) => {
      signal.throwIfAborted();
      const { file, text } = await download(store.s3, store.bucket, key, join(to, 'captures'));
      captures.set(key, file);
      for (const entry of readCaptureRecords(text, key))
        if ('record' in entry) missing.delete(entry.record.eventMetadata.inferenceId ?? '');
    });
    report(`${inferenceIds.length - missing.size} of ${inferenceIds.length} captures`);
    if (missing.size === 0 || performance.now() - began >= limit) break;
  }
  const labels: string[] = [];
  for (const hour of windowHours({ from: window.from, to: labelsUntil }))
    for (const key of await listKeys(store.s3, store.bucket, `${GROUND_TRUTH_PREFIX}/${hourPath(hour)}/`))
      labels.push((await download(store.s3, store.bucket, key, join(to, 'ground-truth'))).file);
  return { captures: [...captures.values()].sort(), labels, missing: [...missing] };
}

async function download(s3: S3Client, Bucket: string, Key: string, folder: string) {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const text = (await Body?.transformToString()) ?? '';
  mkdirSync(folder, { recursive: true });
  const file = join(folder, Key.split('/').slice(-5).join('-'));
  writeFileSync(file, text);
  return { file, text };
}
